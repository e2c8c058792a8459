// What fields of every type share: how they read and write their place, name and transition, the data's way.
#include "ui/states/state_fields.h"

#include "ui/design/code_field.h"
#include "ui/design/method_facts.h"
#include "ui/models/json_text.h"
#include "ui/states/field_values.h"
#include "ui/states/state_look.h"

#include <optional>
#include <utility>

namespace gw::ui {

using asl::StateType;

namespace {

constexpr int codeHeight = 96;

} // namespace

StateForm::Fields::Fields(const Theme& theme, StateForm& form, const StateContext& context)
    : Form(theme), m_form(form), m_type(context.state.type), m_isJsonata(isJsonata(context))
{
    buildHead();
    buildType();
    buildData();
    buildErrors();
}

bool StateForm::Fields::isJsonata(const StateContext& context)
{
    const json::Value* own = context.value.find("QueryLanguage");
    return own ? own->toString() == "JSONata" : context.outline.isJsonata;
}

void StateForm::Fields::show(const StateContext& context)
{
    m_pointer = context.state.pointer;
    m_value = context.value;
    for (const auto& update : m_updates)
        update(context);
}

QString StateForm::Fields::apply(const QString& what, const DefinitionEdit& edit, const std::string& field)
{
    const QString key = field.empty() ? QString() : fromUtf8(m_pointer + ":" + field);
    return m_form.m_apply(what, edit, key);
}

QString StateForm::Fields::set(const std::vector<asl::FieldChange>& fields, const std::string& key)
{
    return apply(
        FormTr::tr("Edit State"),
        [pointer = m_pointer, fields](std::string_view text) { return asl::setFields(text, pointer, fields); }, key);
}

QString StateForm::Fields::append(const char* list, json::Value entry)
{
    const std::string path = std::string("/") + list;
    if (!m_value[list].isArray())
        return set({{path, json::Array{std::move(entry)}}});
    return set({{path + "/" + std::to_string(listOf(m_value, list).size()), std::move(entry)}});
}

QString StateForm::Fields::removeFrom(const char* list, int row, bool mayBeEmpty)
{
    const std::string path = std::string("/") + list;
    const bool takesList = !mayBeEmpty && listOf(m_value, list).size() == 1;
    return set({{takesList ? path : path + "/" + std::to_string(row), std::nullopt}});
}

TextField* StateForm::Fields::text(const QString& label, const std::string& field, TextField::Kind kind)
{
    auto* made = new TextField(m_theme, label, kind);
    made->setCommit([this, field](const QString& value) {
        return set({{"/" + field, value.isEmpty() ? std::nullopt : std::optional(json::Value(value.toStdString()))}},
                   field);
    });
    m_updates.push_back(
        [made, field](const StateContext& c) { made->setValue(fromUtf8(c.value[field].scalarText())); });
    return made;
}

TextField* StateForm::Fields::number(const QString& label, const std::string& field)
{
    auto* made = new TextField(m_theme, label, TextField::Kind::CodeLine);
    made->setCommit([this, field](const QString& value) {
        if (value.trimmed().isEmpty())
            return set({{"/" + field, std::nullopt}}, field);
        const json::Value typed = typedValue(value);
        if (!typed.isNumber() && !(m_isJsonata && typed.toString().starts_with("{%")))
            return m_isJsonata ? FormTr::tr("Write a number, or an expression in {% … %}.")
                               : FormTr::tr("Write a number.");
        return set({{"/" + field, typed}}, field);
    });
    m_updates.push_back(
        [made, field](const StateContext& c) { made->setValue(fromUtf8(c.value[field].scalarText())); });
    return made;
}

CodeField* StateForm::Fields::code(const QString& label, const std::string& field)
{
    auto* made = new CodeField(m_theme, label, CodeEditor::Language::Json, codeHeight);
    made->setSameness(isSameJson);
    made->setCommit([this, field](const QString& value) {
        if (value.trimmed().isEmpty())
            return set({{"/" + field, std::nullopt}}, field);
        const auto typed = parseJsonText(value);
        return typed ? set({{"/" + field, *typed}}, field) : errorText(typed.error());
    });
    m_updates.push_back([made, field](const StateContext& c) {
        const json::Value* value = c.value.find(field);
        made->setValue(!value ? QString() : value->isNull() ? QStringLiteral("null") : jsonText(*value));
    });
    return made;
}

// Where a transition leads: the states beside this one, or nowhere.
ChoiceField* StateForm::Fields::target(const QString& label, asl::Transition::Kind kind)
{
    const bool isNext = kind == asl::Transition::Kind::Next;
    auto* made = new ChoiceField(m_theme, label, {});
    made->setCommit([this, kind](const QString& value) {
        const std::string flow = m_pointer.substr(0, m_pointer.rfind("/States/"));
        const std::string to = value.isEmpty() ? std::string() : asl::statePointer(flow, value.toStdString());
        return apply(FormTr::tr("Change Transition"), [pointer = m_pointer, kind, to](std::string_view text) {
            return asl::setTransition(text, pointer, kind, 0, to);
        });
    });
    m_updates.push_back([made, kind, isNext](const StateContext& c) {
        std::vector<ChoiceField::Option> options{
            {QString(), isNext ? FormTr::tr("End: nothing comes next") : FormTr::tr("None")}};
        if (const asl::Flow* flow = c.outline.flowOf(c.state.pointer))
            for (const asl::State& state : flow->states)
                options.push_back({fromUtf8(state.name), fromUtf8(state.name)});
        made->setOptions(options);
        QString current;
        for (const asl::Transition& way : c.state.transitions)
            if (way.kind == kind)
                current = fromUtf8(way.target);
        made->setValue(current);
    });
    return made;
}

void StateForm::Fields::buildHead()
{
    addSection(stateTypeName(m_type), stateSentence(m_type));
    name = new TextField(m_theme, FormTr::tr("Name"));
    name->setCommit([this](const QString& value) {
        const DefinitionEdit rename = [pointer = m_pointer, value](std::string_view text) {
            return asl::renameState(text, pointer, value.toStdString());
        };
        return m_form.m_apply(FormTr::tr("Rename State"), rename, m_place); // its pointer changes, its place does not
    });
    m_updates.push_back([this](const StateContext& c) {
        name->setValue(fromUtf8(c.state.name));
        m_targets.clear();
        if (const asl::Flow* flow = c.outline.flowOf(c.state.pointer)) {
            m_place = fromUtf8(flow->pointer) + QStringLiteral("#%1").arg(&c.state - flow->states.data());
            for (const asl::State& state : flow->states)
                m_targets << fromUtf8(state.name);
        }
        m_region = c.project.aws.region;
        m_account = c.project.aws.accountId;
    });
    if (asl::mayHaveNext(m_type))
        addRow({name, target(FormTr::tr("Next"), asl::Transition::Kind::Next)});
    else if (m_type == StateType::Choice)
        addRow({name, target(FormTr::tr("Default"), asl::Transition::Kind::Default)});
    else
        add(name);
    add(text(FormTr::tr("Comment"), "Comment"));
}

void StateForm::Fields::buildType()
{
    switch (m_type) {
    case StateType::Task:
        return buildTask();
    case StateType::Choice:
        return buildChoice();
    case StateType::Wait:
        return buildWait();
    case StateType::Map:
        return buildMap();
    case StateType::Parallel:
        return buildParallel();
    case StateType::Fail:
        addRow({text(FormTr::tr("Error"), "Error"), text(FormTr::tr("Cause"), "Cause")});
        return;
    case StateType::Pass:
    case StateType::Succeed:
    case StateType::Unknown:
        return;
    }
}

// Of JSONPath the fields in the order data flows through them.
void StateForm::Fields::buildData()
{
    const bool isTask = m_type == StateType::Task;
    const bool hasResult = isTask || m_type == StateType::Parallel || m_type == StateType::Map;
    if (m_type == StateType::Fail || m_type == StateType::Unknown)
        return;
    if (m_isJsonata) {
        if (isTask || m_type == StateType::Parallel)
            add(code(FormTr::tr("Arguments"), "Arguments"));
        if (m_type != StateType::Choice)
            add(code(FormTr::tr("Output"), "Output"));
        return;
    }
    if (isTask || m_type == StateType::Pass || m_type == StateType::Parallel)
        add(code(FormTr::tr("Parameters"), "Parameters"));
    if (m_type == StateType::Pass)
        add(code(FormTr::tr("Result"), "Result"));
    if (hasResult)
        add(code(FormTr::tr("Result selector"), "ResultSelector"));
    TextField* input = text(FormTr::tr("Input path"), "InputPath", TextField::Kind::CodeLine);
    TextField* output = text(FormTr::tr("Output path"), "OutputPath", TextField::Kind::CodeLine);
    input->setPlaceholder(QStringLiteral("$"));
    output->setPlaceholder(QStringLiteral("$"));
    if (hasResult || m_type == StateType::Pass) {
        TextField* result = text(FormTr::tr("Result path"), "ResultPath", TextField::Kind::CodeLine);
        result->setPlaceholder(QStringLiteral("$"));
        addRow({input, result, output});
    } else {
        addRow({input, output});
    }
}

} // namespace gw::ui
