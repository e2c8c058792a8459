// The fields of one type of state, bound to their places in the definition (reference 4.2). The inside of StateForm,
// shared by state_fields.cpp, state_fields_types.cpp, state_fields_rules.cpp and state_fields_errors.cpp.
#pragma once

#include "core/states/asl_edits.h"
#include "ui/design/field.h"
#include "ui/design/form.h"
#include "ui/states/state_form.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <string>
#include <vector>

namespace gw::ui {

class CodeField;

class StateForm::Fields : public Form
{
public:
    Fields(const Theme& theme, StateForm& form, const StateContext& context);

    [[nodiscard]] static bool isJsonata(const StateContext& context);
    void show(const StateContext& context);

    TextField* name = nullptr;

private:
    using FormTr = StateForm;

    QString apply(const QString& what, const DefinitionEdit& edit, const std::string& field = {});
    QString set(const std::vector<asl::FieldChange>& fields, const std::string& key = {});
    // Of a list of objects: one more entry, the list is made when there is none; one fewer, the list goes with its last
    // one unless it `mayBeEmpty`.
    QString append(const char* list, json::Value entry);
    QString removeFrom(const char* list, int row, bool mayBeEmpty);

    // state_fields.cpp
    void buildHead();
    void buildType();
    void buildData();
    TextField* text(const QString& label, const std::string& field, TextField::Kind kind = TextField::Kind::Line);
    TextField* number(const QString& label, const std::string& field);
    CodeField* code(const QString& label, const std::string& field);
    ChoiceField* target(const QString& label, asl::Transition::Kind kind);

    // state_fields_types.cpp
    void buildTask();
    void offerFunctions(ChoiceField& function);
    QString callFunction(const std::string& name);
    void buildWait();
    QString waitFor(const QString& field);
    void buildMap();
    void buildParallel();

    // state_fields_rules.cpp
    void buildChoice();
    QString changeRule(int row, int column, const QString& value);
    QString changeComparison(int row, const std::string& wanted);
    QString changeOperand(int row, const QString& value);
    QString addRule(const QStringList& row);
    [[nodiscard]] QStringList ruleRow(const json::Value& rule) const;

    // state_fields_errors.cpp
    void buildErrors();
    void buildRetry();
    QString changeRetrier(int row, int column, const QString& value);
    QString addRetrier(const QStringList& row);
    void buildCatch();
    QString changeCatcher(int row, int column, const QString& value);
    QString addCatcher(const QStringList& row);
    [[nodiscard]] const char* caughtInto() const; // the field that says where the error goes

    StateForm& m_form;
    asl::StateType m_type;
    bool m_isJsonata;
    std::string m_pointer;
    QString m_place; // flow and number in it
    json::Value m_value;
    QStringList m_targets; // names of the states of the flow
    std::string m_region;
    std::string m_account;
    std::vector<std::function<void(const StateContext&)>> m_updates;
};

} // namespace gw::ui
