// StateMachinePage: a state machine in the centre of the design page: its picture, its text beside it, below them the
// fields of the selected state, or of the machine; and its executions, lit up on the same picture.
#pragma once

#include "core/api/ids.h"
#include "core/diagnostic.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace gw::ui {

class Executions;
class StateGraph;
class Workspace;

class StateMachinePage final : public QWidget
{
    Q_OBJECT

public:
    StateMachinePage(Workspace& workspace, Executions& executions, const Theme& theme, QWidget* parent = nullptr);
    ~StateMachinePage() override;

    void showMachine(StateMachineId machine);
    [[nodiscard]] StateMachineId machine() const;
    void showSource(const SourcePosition& position);
    void selectState(const QString& name);
    void showExecution(const QString& arn); // empty: back to the design
    void commitNow();                       // what is typed and not applied yet
    void focusPicture();
    [[nodiscard]] StateGraph* graph() const;

    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray& state);

signals:
    void functionRequested(const QString& name);
    void functionLogRequested(const QString& name);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::ui
