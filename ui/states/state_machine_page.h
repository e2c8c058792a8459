// StateMachinePage: a state machine in the centre of the design page: its picture, its text beside it, the selected
// state's fields below; and its executions, lit up on the same picture.
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
    // Without `executions` a machine is designed but not run.
    StateMachinePage(Workspace& workspace, Executions* executions, const Theme& theme, QWidget* parent = nullptr);
    ~StateMachinePage() override;

    void showMachine(StateMachineId machine);
    [[nodiscard]] StateMachineId machine() const;
    void showSource(const SourcePosition& position);
    void selectState(const QString& name);
    void showExecution(const QString& arn); // empty: back to the design
    void commitNow();                       // what is typed and not applied yet
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
