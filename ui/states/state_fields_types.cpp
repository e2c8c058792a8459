// The fields of a Task, a Wait, a Map and a Parallel.
#include "ui/states/state_fields.h"

#include "ui/design/code_field.h"
#include "ui/design/method_facts.h"
#include "ui/states/field_values.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>

#include <array>

namespace gw::ui {

namespace {

constexpr std::array waitFields{"Seconds", "SecondsPath", "Timestamp", "TimestampPath"};

std::string waitField(const json::Value& state)
{
    for (const char* field : waitFields)
        if (state.find(field))
            return field;
    return waitFields.front();
}

std::string functionArn(const std::string& region, const std::string& account, const std::string& name)
{
    return "arn:aws:lambda:" + region + ":" + account + ":function:" + name;
}

QStringList usualResources(const Project& project)
{
    QStringList offered;
    for (const Cow<Function>& each : project.functions)
        offered << fromUtf8(functionArn(project.aws.region, project.aws.accountId, each->name));
    for (const char* service :
         {"lambda:invoke", "lambda:invoke.waitForTaskToken", "states:startExecution", "states:startExecution.sync:2",
          "http:invoke", "apigateway:invoke", "dynamodb:getItem", "dynamodb:putItem", "dynamodb:updateItem",
          "sns:publish", "sqs:sendMessage", "events:putEvents"})
        offered << QStringLiteral("arn:aws:states:::%1").arg(QLatin1String(service));
    return offered;
}

} // namespace

// "arn:aws:states:::lambda:invoke" names its function in the arguments, else the ARN itself does.
QString StateForm::Fields::callFunction(const std::string& name)
{
    const bool isInvoke = m_value["Resource"].toString().find(":states:::lambda:invoke") != std::string_view::npos;
    if (isInvoke)
        return set({{m_isJsonata ? "/Arguments/FunctionName" : "/Parameters/FunctionName", json::Value(name)}});
    return set({{"/Resource", json::Value(functionArn(m_region, m_account, name))}});
}

void StateForm::Fields::offerFunctions(ChoiceField& function)
{
    m_updates.push_back([this, &function](const StateContext& c) {
        std::vector<ChoiceField::Option> options{{QString(), FormTr::tr("Not a function of this project")}};
        for (const Cow<Function>& each : c.project.functions)
            options.push_back({fromUtf8(each->name), fromUtf8(each->name)});
        function.setOptions(options);
        const bool isKnown = c.project.findFunction(c.state.function) != nullptr;
        const QString name = isKnown ? fromUtf8(c.state.function) : QString();
        function.setValue(name);
        if (isKnown)
            function.setFix(FormTr::tr("Open Function"), [this, name] { emit m_form.functionRequested(name); });
        else
            function.setFix({});
    });
}

void StateForm::Fields::buildTask()
{
    auto* function = new ChoiceField(m_theme, FormTr::tr("Function"), {});
    function->setHelp(FormTr::tr("A function of this project; or the ARN of anything else."));
    function->setCommit(
        [this](const QString& value) { return value.isEmpty() ? QString() : callFunction(value.toStdString()); });
    offerFunctions(*function);
    TextField* resource = text(FormTr::tr("Resource"), "Resource", TextField::Kind::CodeLine);
    m_updates.push_back([resource](const StateContext& c) { resource->setCompletions(usualResources(c.project)); });
    addRow({function, resource});
    addRow({number(FormTr::tr("Timeout in seconds"), "TimeoutSeconds"),
            number(FormTr::tr("Heartbeat in seconds"), "HeartbeatSeconds")});
}

QString StateForm::Fields::waitFor(const QString& wanted)
{
    std::vector<asl::FieldChange> fields;
    for (const char* field : waitFields)
        if (wanted != QLatin1String(field))
            fields.push_back({std::string("/") + field, std::nullopt});
    const json::Value first = wanted == QLatin1String("Seconds")     ? json::Value(5)
                              : wanted == QLatin1String("Timestamp") ? json::Value("2030-01-01T00:00:00Z")
                                                                     : json::Value("$.wait");
    fields.push_back({"/" + wanted.toStdString(), first});
    return set(fields);
}

void StateForm::Fields::buildWait()
{
    std::vector<ChoiceField::Option> kinds{{QStringLiteral("Seconds"), FormTr::tr("Seconds")},
                                           {QStringLiteral("Timestamp"), FormTr::tr("Until a time")}};
    if (!m_isJsonata) {
        kinds.push_back({QStringLiteral("SecondsPath"), FormTr::tr("Seconds from the input")});
        kinds.push_back({QStringLiteral("TimestampPath"), FormTr::tr("Until a time from the input")});
    }
    auto* kind = new ChoiceField(m_theme, FormTr::tr("Waits"), kinds);
    kind->setCommit([this](const QString& wanted) { return waitFor(wanted); });
    auto* value = new TextField(m_theme, FormTr::tr("Time"), TextField::Kind::CodeLine);
    value->setCommit([this](const QString& typed) {
        const std::string field = waitField(m_value);
        const json::Value wanted = field == "Seconds" ? typedValue(typed) : json::Value(typed.toStdString());
        const bool isExpression = m_isJsonata && wanted.toString().starts_with("{%");
        if (field == "Seconds" && !wanted.isNumber() && !isExpression)
            return FormTr::tr("Write a number of seconds.");
        return set({{"/" + field, wanted}}, "wait");
    });
    m_updates.push_back([kind, value](const StateContext& c) {
        const std::string field = waitField(c.value);
        kind->setValue(fromUtf8(field));
        value->setValue(fromUtf8(c.value[field].scalarText()));
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

} // namespace gw::ui
