// StateMachineView: a state machine in the centre of the design page: its name, its type and its definition.
#pragma once

#include "core/api/project.h"
#include "ui/design/form.h"

namespace gw::ui {

class ChoiceField;
class CodeField;
class TextField;
class ToneLabel;
class Workspace;

class StateMachineView final : public Form
{
    Q_OBJECT

public:
    StateMachineView(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    void showStateMachine(StateMachineId id);

private:
    QString apply(const QString& name, const std::function<void(StateMachine&)>& change, const QString& field);
    void refresh();

    Workspace& m_workspace;
    StateMachineId m_id;
    ToneLabel* m_heading;
    ToneLabel* m_facts;
    TextField* m_name;
    ChoiceField* m_type;
    CodeField* m_definition;
};

} // namespace gw::ui
