// TargetPicker: what an integration calls, as a choice among the project's functions, state machines or backends, with
// a way to open what is chosen. What is none of these is written as a URI in the field below it.
#pragma once

#include "core/edit/integration_targets.h"
#include "ui/design/method_form.h"

class QToolButton;

namespace gw::ui {

class TargetPicker final : public QWidget
{
    Q_OBJECT

public:
    TargetPicker(const Theme& theme, ApplyMethodChange apply, QWidget* parent = nullptr);

    void showIntegration(const Integration& integration, const MethodContext& context);
    [[nodiscard]] ChoiceField* field() const { return m_field; }

signals:
    void elementRequested(const gw::NodeRef& element);

private:
    QString choose(const QString& key);
    void offer(const Integration& integration);

    ApplyMethodChange m_apply;
    std::shared_ptr<const Project> m_project;
    std::string m_path; // of the resource
    NodeRef m_chosen;
    ChoiceField* m_field;
    QToolButton* m_open;
};

} // namespace gw::ui
