// MachineForm: the settings of a state machine, while none of its states is selected: its name and type, which stand in
// gatewright.yaml, and what its definition says of the machine as a whole (reference 4.2).
#pragma once

#include "core/api/project.h"
#include "core/states/asl_outline.h"
#include "ui/design/form.h"
#include "ui/states/state_form.h"

#include <functional>

namespace gw::ui {

class ChoiceField;
class TextField;
class ToneLabel;

class MachineForm final : public Form
{
    Q_OBJECT

public:
    struct Edits
    {
        std::function<QString(const std::string& name)> rename;
        std::function<QString(StateMachineType type)> setType;
        ApplyDefinitionEdit define;
    };
    MachineForm(const Theme& theme, Edits edits, QWidget* parent = nullptr);

    void showMachine(const Project& project, const StateMachine& machine, const asl::Outline& outline);
    void commitNow();
    void forget(); // before another machine is shown

private:
    void buildDefinition();
    QString define(const char* field, std::optional<json::Value> value);

    Edits m_edits;
    ToneLabel* m_facts;
    TextField* m_name;
    ChoiceField* m_type;
    TextField* m_comment;
    TextField* m_timeout;
    ChoiceField* m_language;
};

} // namespace gw::ui
