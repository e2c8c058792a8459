// Builds the fields of each type of state, bound to their places in the definition.
#include "ui/states/state_form.h"

#include "core/states/asl_words.h"
#include "ui/design/code_field.h"
#include "ui/design/field.h"
#include "ui/design/table_editor.h"
#include "ui/models/json_text.h"
#include "ui/states/state_look.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace gw::ui {

using asl::StateType;

namespace {

constexpr int codeHeight = 96;

QString fromText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string pathOf(const char* list, int index, const char* field)
{
    return std::string("/") + list + "/" + std::to_string(index) + "/" + field;
}

const json::Array& listOf(const json::Value& value, const char* key)
{
    static const json::Array none;
    return value[key].isArray() ? value[key].asArray() : none;
}

// What people type into a cell or field: a JSON value where it is one, else a text.
json::Value typedValue(const QString& text)
{
    const auto value = json::readJson(text.trimmed().toStdString());
    const bool isPlain = value && (value->isNumber() || value->isBool() || value->isNull());
    if (isPlain || (value && value->isString()))
        return *value;
    return json::Value(text.toStdString());
}

json::Value namesFrom(const QString& text)
{
    json::Array names;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty())
            names.emplace_back(part.trimmed().toStdString());
    return names;
}

QStringList errorNames()
{
    return {QStringLiteral("States.ALL"),
            QStringLiteral("States.TaskFailed"),
            QStringLiteral("States.Timeout"),
            QStringLiteral("States.HeartbeatTimeout"),
            QStringLiteral("States.Permissions"),
            QStringLiteral("Lambda.ServiceException"),
            QStringLiteral("Lambda.TooManyRequestsException")};
}

// The number field of a rule's value keeps numbers numbers and texts texts.
QString operandText(const json::Value& value)
{
    return value.isString() ? fromText(value.asString()) : fromText(value.scalarText());
}

} // namespace

class StateForm::Fields : public Form
{
public:
    Fields(const Theme& theme, StateForm& form, const StateContext& context)
        : Form(theme), m_form(form), m_type(context.state.type), m_isJsonata(isJsonata(context))
    {
        buildHead();
        buildType();
        buildData();
        buildErrors();
    }

    static bool isJsonata(const StateContext& context)
    {
        const json::Value* own = context.value.find("QueryLanguage");
        return own ? own->toString() == "JSONata" : context.outline.isJsonata;
    }

    void show(const StateContext& context)
    {
        m_pointer = context.state.pointer;
        m_value = context.value;
        for (const auto& update : m_updates)
            update(context);
    }

    TextField* name = nullptr;

private:
    using FormTr = StateForm;

    QString apply(const QString& what, const DefinitionEdit& edit, const std::string& field = {})
    {
        const QString key = field.empty() ? QString() : fromText(m_pointer + ":" + field);
        return m_form.m_apply(what, edit, key);
    }

    QString set(const std::vector<asl::FieldChange>& fields, const std::string& key = {})
    {
        return apply(
            FormTr::tr("Edit State"),
            [pointer = m_pointer, fields](std::string_view text) { return asl::setFields(text, pointer, fields); },
            key);
    }

    void buildHead();
    void buildType();
    void buildTask();
    void buildChoice();
    void buildWait();
    void buildMap();
    void buildParallel();
    void buildData();
    void buildErrors();
    void buildRetry();
    void buildCatch();
    QString changeRule(int row, int column, const QString& value);

    TextField* text(const QString& label, const std::string& field, TextField::Kind kind = TextField::Kind::Line);
    TextField* number(const QString& label, const std::string& field);
    CodeField* code(const QString& label, const std::string& field);
    ChoiceField* target(const QString& label, asl::Transition::Kind kind);

    StateForm& m_form;
    StateType m_type;
    bool m_isJsonata;
    std::string m_pointer;
    QString m_place; // flow and number in it
    json::Value m_value;
    QStringList m_targets; // names of the states of the flow
    std::string m_region;
    std::string m_account;
    std::vector<std::function<void(const StateContext&)>> m_updates;
};

TextField* StateForm::Fields::text(const QString& label, const std::string& field, TextField::Kind kind)
{
    auto* made = new TextField(m_theme, label, kind);
    made->setCommit([this, field](const QString& value) {
        return set({{"/" + field, value.isEmpty() ? std::nullopt : std::optional(json::Value(value.toStdString()))}},
                   field);
    });
    m_updates.push_back(
        [made, field](const StateContext& c) { made->setValue(fromText(c.value[field].scalarText())); });
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
        [made, field](const StateContext& c) { made->setValue(fromText(c.value[field].scalarText())); });
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
                options.push_back({fromText(state.name), fromText(state.name)});
        made->setOptions(options);
        QString current;
        for (const asl::Transition& way : c.state.transitions)
            if (way.kind == kind)
                current = fromText(way.target);
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
        name->setValue(fromText(c.state.name));
        m_targets.clear();
        if (const asl::Flow* flow = c.outline.flowOf(c.state.pointer)) {
            m_place = fromText(flow->pointer) + QStringLiteral("#%1").arg(&c.state - flow->states.data());
            for (const asl::State& state : flow->states)
                m_targets << fromText(state.name);
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

// "arn:aws:states:::lambda:invoke" names its function in the arguments, else the ARN itself does.
void StateForm::Fields::buildTask()
{
    auto* function = new ChoiceField(m_theme, FormTr::tr("Function"), {});
    function->setHelp(FormTr::tr("A function of this project; or the ARN of anything else below."));
    function->setCommit([this](const QString& value) {
        if (value.isEmpty())
            return QString();
        const std::string plain = value.toStdString();
        const bool isInvoke = m_value["Resource"].toString().find(":states:::lambda:invoke") != std::string_view::npos;
        if (isInvoke)
            return set({{m_isJsonata ? "/Arguments/FunctionName" : "/Parameters/FunctionName", json::Value(plain)}});
        return set({{"/Resource", json::Value("arn:aws:lambda:" + m_region + ":" + m_account + ":function:" + plain)}});
    });
    m_updates.push_back([function](const StateContext& c) {
        std::vector<ChoiceField::Option> options{{QString(), FormTr::tr("Not a function of this project")}};
        bool isKnown = false;
        for (const Cow<Function>& each : c.project.functions) {
            options.push_back({fromText(each->name), fromText(each->name)});
            isKnown = isKnown || each->name == c.state.function;
        }
        function->setOptions(options);
        function->setValue(isKnown ? fromText(c.state.function) : QString());
    });
    m_updates.push_back([this, function](const StateContext& c) {
        if (c.project.findFunction(c.state.function))
            function->setFix(FormTr::tr("Open Function"),
                             [this, name = fromText(c.state.function)] { emit m_form.functionRequested(name); });
        else
            function->setFix({});
    });
    TextField* resource = text(FormTr::tr("Resource"), "Resource", TextField::Kind::CodeLine);
    m_updates.push_back([resource](const StateContext& c) {
        QStringList offered;
        for (const Cow<Function>& each : c.project.functions)
            offered << fromText("arn:aws:lambda:" + c.project.aws.region + ":" + c.project.aws.accountId +
                                ":function:" + each->name);
        for (const char* service :
             {"lambda:invoke", "lambda:invoke.waitForTaskToken", "states:startExecution",
              "states:startExecution.sync:2", "http:invoke", "apigateway:invoke", "dynamodb:getItem",
              "dynamodb:putItem", "dynamodb:updateItem", "sns:publish", "sqs:sendMessage", "events:putEvents"})
            offered << QStringLiteral("arn:aws:states:::%1").arg(QLatin1String(service));
        resource->setCompletions(offered);
    });
    addRow({function, resource});
    addRow({number(FormTr::tr("Timeout in seconds"), "TimeoutSeconds"),
            number(FormTr::tr("Heartbeat in seconds"), "HeartbeatSeconds")});
}

QString StateForm::Fields::changeRule(int row, int column, const QString& value)
{
    const json::Array& rules = listOf(m_value, "Choices");
    if (row < 0 || static_cast<std::size_t>(row) >= rules.size())
        return {};
    const json::Value& rule = rules[static_cast<std::size_t>(row)];
    const int last = m_isJsonata ? 1 : 3;
    if (column == last)
        return set({{pathOf("Choices", row, "Next"), json::Value(value.toStdString())}});
    if (m_isJsonata)
        return set({{pathOf("Choices", row, "Condition"), json::Value("{% " + value.trimmed().toStdString() + " %}")}});
    if (rule.find("And") || rule.find("Or") || rule.find("Not"))
        return FormTr::tr("This rule combines several conditions. Edit it in the text.");
    if (column == 0)
        return set({{pathOf("Choices", row, "Variable"), json::Value(value.toStdString())}});
    std::string operation;
    json::Value operand(true);
    for (const json::Member& member : rule.asObject())
        if (!asl::comparisonOf(member.key).sign.empty()) {
            operation = member.key;
            operand = member.value;
        }
    if (column == 1) {
        const std::string wanted = value.toStdString();
        if (asl::comparisonOf(wanted).sign.empty())
            return FormTr::tr("There is no comparison \"%1\". Choose one of the list.").arg(value);
        if (wanted == operation)
            return {};
        const bool isTest = wanted.starts_with("Is") || wanted.starts_with("BooleanEquals");
        if (isTest != operand.isBool() || (wanted.starts_with("Numeric") && !operand.isNumber()))
            operand = isTest ? json::Value(true) : wanted.starts_with("Numeric") ? json::Value(0) : json::Value("");
        if (wanted.ends_with("Path"))
            operand = json::Value("$.");
        std::vector<asl::FieldChange> fields{{pathOf("Choices", row, wanted.c_str()), operand}};
        if (!operation.empty())
            fields.push_back({pathOf("Choices", row, operation.c_str()), std::nullopt});
        return set(fields);
    }
    if (operation.empty())
        return FormTr::tr("Choose a comparison first.");
    json::Value typed = typedValue(value);
    const bool wantsText =
        operation.starts_with("String") || operation.starts_with("Timestamp") || operation.ends_with("Path");
    if (wantsText)
        typed = json::Value(value.toStdString());
    if (operation.starts_with("Numeric") && !wantsText && !typed.isNumber())
        return FormTr::tr("Write a number.");
    if ((operation.starts_with("Is") || operation == "BooleanEquals") && !typed.isBool())
        return FormTr::tr("Write true or false.");
    return set({{pathOf("Choices", row, operation.c_str()), typed}});
}

void StateForm::Fields::buildChoice()
{
    QStringList operators;
    for (const std::string& field : asl::comparisonFields())
        operators << fromText(field);
    std::vector<TableColumn> columns;
    if (m_isJsonata)
        columns = {{FormTr::tr("Condition"), TableColumn::Kind::Code, {}, 3}};
    else
        columns = {{FormTr::tr("Variable"), TableColumn::Kind::Code, {}, 2},
                   {FormTr::tr("Comparison"), TableColumn::Kind::Choice, operators, 2},
                   {FormTr::tr("Value"), TableColumn::Kind::Code, {}, 1}};
    columns.push_back({FormTr::tr("Next"), TableColumn::Kind::Choice, {}, 2});
    const int next = static_cast<int>(columns.size()) - 1;
    auto* table = new TableEditor(m_theme, FormTr::tr("Rules"), FormTr::tr("rule"),
                                  FormTr::tr("No rules. The first one that holds says where to go on."), columns);
    TableEditor::Edits edits;
    edits.set = [this](int row, int column, const QString& value) { return changeRule(row, column, value); };
    edits.add = [this, next](const QStringList& row) {
        const std::string to = row.value(next).isEmpty() && !m_targets.isEmpty() ? m_targets.last().toStdString()
                                                                                 : row.value(next).toStdString();
        json::Value rule = json::Value::object();
        if (m_isJsonata) {
            rule.set("Condition", "{% " + row.value(0).toStdString() + " %}");
        } else {
            const std::string operation = row.value(1).isEmpty() ? "IsPresent" : row.value(1).toStdString();
            rule.set("Variable", row.value(0).toStdString());
            rule.set(operation, row.value(2).isEmpty() ? json::Value(true) : typedValue(row.value(2)));
        }
        rule.set("Next", to);
        const auto index = static_cast<int>(listOf(m_value, "Choices").size());
        if (!m_value["Choices"].isArray())
            return set({{"/Choices", json::Array{rule}}});
        return set({{"/Choices/" + std::to_string(index), rule}});
    };
    edits.remove = [this](int row) { return set({{"/Choices/" + std::to_string(row), std::nullopt}}); };
    table->setEdits(edits);
    table->setNewRow(m_isJsonata ? QStringList{QStringLiteral("$states.input."), QString()}
                                 : QStringList{QStringLiteral("$."), QStringLiteral("IsPresent"),
                                               QStringLiteral("true"), QString()});
    m_updates.push_back([this, table, next](const StateContext& c) {
        table->model()->setChoices(next, m_targets);
        std::vector<QStringList> rows;
        for (const json::Value& rule : listOf(c.value, "Choices")) {
            const QString to = fromText(rule["Next"].toString());
            if (m_isJsonata) {
                rows.push_back({fromText(asl::ruleInWords(rule)), to});
                continue;
            }
            if (rule.find("And") || rule.find("Or") || rule.find("Not")) {
                rows.push_back({fromText(asl::ruleInWords(rule)), QString(), QString(), to});
                continue;
            }
            QStringList row{fromText(rule["Variable"].toString()), QString(), QString(), to};
            if (rule.isObject())
                for (const json::Member& member : rule.asObject())
                    if (!asl::comparisonOf(member.key).sign.empty()) {
                        row[1] = fromText(member.key);
                        row[2] = operandText(member.value);
                    }
            rows.push_back(row);
        }
        table->setRows(rows);
    });
    addWide(table);
}

void StateForm::Fields::buildWait()
{
    std::vector<ChoiceField::Option> kinds{{QStringLiteral("Seconds"), FormTr::tr("Seconds")},
                                           {QStringLiteral("Timestamp"), FormTr::tr("Until a time")}};
    if (!m_isJsonata) {
        kinds.push_back({QStringLiteral("SecondsPath"), FormTr::tr("Seconds from the input")});
        kinds.push_back({QStringLiteral("TimestampPath"), FormTr::tr("Until a time from the input")});
    }
    const auto current = [](const json::Value& value) {
        for (const char* field : {"Seconds", "SecondsPath", "Timestamp", "TimestampPath"})
            if (value.find(field))
                return std::string(field);
        return std::string("Seconds");
    };
    auto* kind = new ChoiceField(m_theme, FormTr::tr("Waits"), kinds);
    kind->setCommit([this](const QString& wanted) {
        std::vector<asl::FieldChange> fields;
        for (const char* field : {"Seconds", "SecondsPath", "Timestamp", "TimestampPath"})
            if (wanted != QLatin1String(field))
                fields.push_back({std::string("/") + field, std::nullopt});
        const json::Value first = wanted == QLatin1String("Seconds")     ? json::Value(5)
                                  : wanted == QLatin1String("Timestamp") ? json::Value("2030-01-01T00:00:00Z")
                                                                         : json::Value("$.wait");
        fields.push_back({"/" + wanted.toStdString(), first});
        return set(fields);
    });
    auto* value = new TextField(m_theme, FormTr::tr("Time"), TextField::Kind::CodeLine);
    value->setCommit([this, current](const QString& typed) {
        const std::string field = current(m_value);
        const json::Value wanted = field == "Seconds" ? typedValue(typed) : json::Value(typed.toStdString());
        const bool isExpression = m_isJsonata && wanted.toString().starts_with("{%");
        if (field == "Seconds" && !wanted.isNumber() && !isExpression)
            return FormTr::tr("Write a number of seconds.");
        return set({{"/" + field, wanted}}, "wait");
    });
    m_updates.push_back([kind, value, current](const StateContext& c) {
        const std::string field = current(c.value);
        kind->setValue(fromText(field));
        value->setValue(fromText(c.value[field].scalarText()));
    });
    addRow({kind, value});
}

void StateForm::Fields::buildMap()
{
    TextField* items = m_isJsonata ? text(FormTr::tr("Items"), "Items", TextField::Kind::CodeLine)
                                   : text(FormTr::tr("Items path"), "ItemsPath", TextField::Kind::CodeLine);
    items->setHelp(FormTr::tr("The list whose items are worked on; the whole input when left out."));
    TextField* most = number(FormTr::tr("At most at once"), "MaxConcurrency");
    most->setPlaceholder(FormTr::tr("No limit"));
    addRow({items, most});
    add(code(FormTr::tr("Item selector"), "ItemSelector"));
}

void StateForm::Fields::buildParallel()
{
    auto* button = pushButton(FormTr::tr("Add Branch"), nullptr);
    QObject::connect(button, &QPushButton::clicked, this, [this] {
        (void)apply(FormTr::tr("Add Branch"),
                    [pointer = m_pointer](std::string_view text) { return asl::addBranch(text, pointer); });
    });
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(button);
    layout->addStretch(1);
    add(row);
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

void StateForm::Fields::buildErrors()
{
    if (!asl::mayCatch(m_type))
        return;
    addSection(FormTr::tr("When it fails"));
    buildRetry();
    buildCatch();
}

void StateForm::Fields::buildRetry()
{
    auto* table = new TableEditor(m_theme, FormTr::tr("Retry"), FormTr::tr("retrier"), FormTr::tr("Not retried."),
                                  {{FormTr::tr("Errors"), TableColumn::Kind::Code, errorNames(), 3},
                                   {FormTr::tr("Interval (s)"), TableColumn::Kind::Code, {}, 1},
                                   {FormTr::tr("Attempts"), TableColumn::Kind::Code, {}, 1},
                                   {FormTr::tr("Backoff"), TableColumn::Kind::Code, {}, 1}});
    static constexpr const char* fields[] = {"ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate"};
    TableEditor::Edits edits;
    edits.set = [this](int row, int column, const QString& value) {
        const std::string path = pathOf("Retry", row, fields[column]);
        if (column == 0)
            return namesFrom(value).asArray().empty() ? FormTr::tr("Name at least one error.")
                                                      : set({{path, namesFrom(value)}});
        if (value.trimmed().isEmpty())
            return set({{path, std::nullopt}});
        const json::Value typed = typedValue(value);
        return typed.isNumber() ? set({{path, typed}}) : FormTr::tr("Write a number.");
    };
    edits.add = [this](const QStringList& row) {
        json::Value retrier = json::Value::object();
        retrier.set("ErrorEquals", namesFrom(row.value(0)));
        for (int column = 1; column < 4; ++column)
            if (const json::Value typed = typedValue(row.value(column)); typed.isNumber())
                retrier.set(fields[column], typed);
        if (!m_value["Retry"].isArray())
            return set({{"/Retry", json::Array{retrier}}});
        return set({{"/Retry/" + std::to_string(listOf(m_value, "Retry").size()), retrier}});
    };
    edits.remove = [this](int row) {
        const bool isLast = listOf(m_value, "Retry").size() == 1;
        return set({{isLast ? std::string("/Retry") : "/Retry/" + std::to_string(row), std::nullopt}});
    };
    table->setEdits(edits);
    table->setNewRow(
        {QStringLiteral("States.TaskFailed"), QStringLiteral("1"), QStringLiteral("3"), QStringLiteral("2")});
    m_updates.push_back([table](const StateContext& c) {
        std::vector<QStringList> rows;
        for (const json::Value& retrier : listOf(c.value, "Retry"))
            rows.push_back({fromText(asl::errorNames(retrier)), fromText(retrier["IntervalSeconds"].scalarText()),
                            fromText(retrier["MaxAttempts"].scalarText()),
                            fromText(retrier["BackoffRate"].scalarText())});
        table->setRows(rows);
    });
    addWide(table);
}

void StateForm::Fields::buildCatch()
{
    const char* result = m_isJsonata ? "Output" : "ResultPath";
    auto* table = new TableEditor(
        m_theme, FormTr::tr("Catch"), FormTr::tr("catcher"), FormTr::tr("Errors end the execution."),
        {{FormTr::tr("Errors"), TableColumn::Kind::Code, errorNames(), 3},
         {FormTr::tr("Next"), TableColumn::Kind::Choice, {}, 2},
         {m_isJsonata ? FormTr::tr("Output") : FormTr::tr("Result path"), TableColumn::Kind::Code, {}, 2}});
    TableEditor::Edits edits;
    edits.set = [this, result](int row, int column, const QString& value) {
        if (column == 0)
            return namesFrom(value).asArray().empty() ? FormTr::tr("Name at least one error.")
                                                      : set({{pathOf("Catch", row, "ErrorEquals"), namesFrom(value)}});
        const char* field = column == 1 ? "Next" : result;
        const bool isEmpty = value.trimmed().isEmpty();
        return set(
            {{pathOf("Catch", row, field), isEmpty ? std::nullopt : std::optional(json::Value(value.toStdString()))}});
    };
    edits.add = [this, result](const QStringList& row) {
        json::Value catcher = json::Value::object();
        catcher.set("ErrorEquals", namesFrom(row.value(0)));
        catcher.set("Next", (row.value(1).isEmpty() ? m_targets.value(0) : row.value(1)).toStdString());
        if (!row.value(2).isEmpty())
            catcher.set(result, row.value(2).toStdString());
        if (!m_value["Catch"].isArray())
            return set({{"/Catch", json::Array{catcher}}});
        return set({{"/Catch/" + std::to_string(listOf(m_value, "Catch").size()), catcher}});
    };
    edits.remove = [this](int row) {
        const bool isLast = listOf(m_value, "Catch").size() == 1;
        return set({{isLast ? std::string("/Catch") : "/Catch/" + std::to_string(row), std::nullopt}});
    };
    table->setEdits(edits);
    table->setNewRow({QStringLiteral("States.ALL"), QString(), QString()});
    m_updates.push_back([this, table, result](const StateContext& c) {
        table->model()->setChoices(1, m_targets);
        std::vector<QStringList> rows;
        for (const json::Value& catcher : listOf(c.value, "Catch")) {
            const json::Value* out = catcher.find(result);
            rows.push_back({fromText(asl::errorNames(catcher)), fromText(catcher["Next"].toString()),
                            out ? (out->isObject() || out->isArray() ? fromText(json::writeJson(*out))
                                                                     : fromText(out->scalarText()))
                                : QString()});
        }
        table->setRows(rows);
    });
    addWide(table);
}

StateForm::StateForm(const Theme& theme, ApplyDefinitionEdit apply, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_apply(std::move(apply))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
}

// Fields tell of their lost focus while they go: they go while everything else stands.
StateForm::~StateForm()
{
    delete m_fields;
}

void StateForm::commitNow()
{
    for (Field* field : findChildren<Field*>())
        field->commitNow();
}

void StateForm::focusName()
{
    if (m_fields)
        m_fields->name->lineEdit()->setFocus(Qt::TabFocusReason);
}

void StateForm::clear()
{
    m_shape.clear();
    m_state.clear();
    delete m_fields;
    m_fields = nullptr;
}

void StateForm::build(const StateContext& context)
{
    delete m_fields;
    m_fields = new Fields(m_theme, *this, context);
    layout()->addWidget(m_fields);
    m_fields->setVisible(true);
}

// Another state of the same kind keeps the fields; what was typed for the one before is committed by then (commitNow).
void StateForm::showState(const StateContext& context)
{
    const QString shape = fromText(context.state.typeText) + (Fields::isJsonata(context) ? "JSONata" : "");
    const QString state = fromText(context.state.pointer);
    if (state != m_state && m_fields)
        for (Field* field : findChildren<Field*>())
            field->forget();
    m_state = state;
    if (!m_fields || shape != m_shape)
        build(context);
    m_shape = shape;
    m_fields->show(context);
}

} // namespace gw::ui
