// StateForm: the fields of the selected state: what its type needs most. What the form does not show stays as the text
// has it. Changes are edits of the definition's text (core/states/asl_edits.h).
#pragma once

#include "core/api/project.h"
#include "core/states/asl_edits.h"
#include "ui/design/form.h"

#include <functional>
#include <memory>

namespace gw::ui {

using DefinitionEdit = std::function<asl::TextEdit(std::string_view text)>;
// Applies an edit under a name; edits of one `field` that follow each other are one step. Gives the refusal in words.
using ApplyDefinitionEdit =
    std::function<QString(const QString& name, const DefinitionEdit& edit, const QString& field)>;

struct StateContext
{
    const Project& project;
    const asl::Outline& outline;
    const asl::State& state;
    const json::Value& value; // the state in the text
};

class StateForm final : public QWidget
{
    Q_OBJECT

public:
    StateForm(const Theme& theme, ApplyDefinitionEdit apply, QWidget* parent = nullptr);
    ~StateForm() override;

    void showState(const StateContext& context);
    void clear(); // nothing is selected
    void commitNow();
    void focusName();

signals:
    void functionRequested(const QString& name);

private:
    class Fields;
    void build(const StateContext& context);

    const Theme& m_theme;
    ApplyDefinitionEdit m_apply;
    Fields* m_fields = nullptr; // of the type shown
    QString m_shape;            // what the fields were built for: type and query language
    QString m_state;
};

} // namespace gw::ui
