// The function's fields. What lint says of a value stands below its field at once.
#include "ui/design/function_form.h"

#include "core/lint/lint.h"
#include "ui/design/binding.h"
#include "ui/design/map_table.h"
#include "ui/design/method_facts.h"

#include <QLineEdit>
#include <QStandardPaths>
#include <QTableView>

namespace gw::ui {

namespace {

std::vector<ChoiceField::Option> runtimes()
{
    std::vector<ChoiceField::Option> options;
    for (const char* version : {"22", "20", "18"})
        options.push_back({QStringLiteral("nodejs%1.x").arg(version), FunctionForm::tr("Node.js %1").arg(version)});
    for (const char* version : {"3.13", "3.12", "3.11", "3.10"})
        options.push_back({QStringLiteral("python%1").arg(version), FunctionForm::tr("Python %1").arg(version)});
    options.push_back({QStringLiteral("provided.al2023"),
                       FunctionForm::tr("Custom: an executable called bootstrap (provided.al2023)")});
    options.push_back({QStringLiteral("provided.al2"), FunctionForm::tr("Custom (provided.al2)")});
    return options;
}

// What runs it on this machine; a version is the machine's own.
QString runtimeHelp(const std::string& runtime)
{
    const auto family = runtimeFamily(runtime);
    if (!family)
        return {};
    if (*family == RuntimeFamily::Provided)
        return FunctionForm::tr("The executable speaks the Runtime API with Gatewright, in any language.");
    const QString program = *family == RuntimeFamily::NodeJs ? QStringLiteral("node") : QStringLiteral("python3");
    const QString found = QStandardPaths::findExecutable(program);
    return found.isEmpty()
               ? FunctionForm::tr("There is no \"%1\" on this machine: install it to run the function.").arg(program)
               : FunctionForm::tr("Runs with %1 of this machine, whatever its version.").arg(found);
}

QString handlerHelp(const std::string& runtime)
{
    switch (runtimeFamily(runtime).value_or(RuntimeFamily::NodeJs)) {
    case RuntimeFamily::NodeJs:
        return FunctionForm::tr("file.export: index.handler is the export \"handler\" of index.mjs or index.js.");
    case RuntimeFamily::Python:
        return FunctionForm::tr("module.function: app.run is the function \"run\" of app.py.");
    case RuntimeFamily::Provided:
        return FunctionForm::tr("Handed to the executable as _HANDLER; may be empty.");
    }
    return {};
}

// What becomes of an invocation when all processes are busy.
QString queueTimeoutHelp(int seconds)
{
    return seconds > 0 ? FunctionForm::tr("One more invocation waits its turn, this long at most; then it is answered "
                                          "429.")
                       : FunctionForm::tr("0: one more invocation is answered 429 at once, as Lambda does it. Else it "
                                          "waits its turn, this long at most.");
}

} // namespace

FunctionForm::FunctionForm(const Theme& theme, ApplyFunctionChange apply,
                           std::function<QString(const QString& name)> rename, QWidget* parent)
    : Form(theme, parent), m_apply(std::move(apply))
{
    buildIdentity(std::move(rename));
    buildCode();
    buildLimits();
    buildEnvironment();
    buildEndpoint();
}

TextField* FunctionForm::addText(const QString& label, const QString& command, const char* rule,
                                 std::function<void(Function&, const std::string&)> set)
{
    auto* field = new TextField(m_theme, label, TextField::Kind::CodeLine);
    m_findings.bind(rule, field);
    field->setCommit([this, command, rule, set = std::move(set)](const QString& value) {
        const auto change = [&](Function& function) { set(function, value.trimmed().toStdString()); };
        return m_findings.after(m_apply(command, change, QString::fromLatin1(rule)), rule);
    });
    return field;
}

TextField* FunctionForm::addNumber(const QString& label, const QString& command, const char* rule,
                                   int Function::*member)
{
    auto* field = new TextField(m_theme, label);
    m_findings.bind(rule, field);
    field->setCommit([this, command, rule, member](const QString& value) {
        bool isNumber = false;
        const int number = value.trimmed().toInt(&isNumber);
        if (!isNumber)
            return tr("Write a whole number.");
        const auto change = [&](Function& function) { function.*member = number; };
        return m_findings.after(m_apply(command, change, QString::fromLatin1(rule)), rule);
    });
    return field;
}

void FunctionForm::buildIdentity(std::function<QString(const QString&)> rename)
{
    m_name = new TextField(m_theme, tr("Name"), TextField::Kind::CodeLine);
    m_name->lineEdit()->setObjectName(QStringLiteral("functionName"));
    m_name->setCommit([rename = std::move(rename)](const QString& value) { return rename(value.trimmed()); });
    m_description = new TextField(m_theme, tr("Description"));
    m_description->setCommit([this](const QString& value) {
        return m_apply(
            tr("Edit Description"), [&](Function& f) { f.description = value.toStdString(); },
            QStringLiteral("description"));
    });
    addRow({m_name, m_description});
}

void FunctionForm::buildCode()
{
    m_localParts.push_back(addSection(tr("Code"), tr("What runs, and where its sources are.")));
    m_runtime = new ChoiceField(m_theme, tr("Runtime"), runtimes());
    m_findings.bind("function-runtime", m_runtime);
    m_runtime->setCommit([this](const QString& value) {
        const auto change = [&](Function& function) { function.runtime = value.toStdString(); };
        return m_findings.after(m_apply(tr("Change Runtime"), change, {}), "function-runtime");
    });
    m_handler = addText(tr("Handler"), tr("Change Handler"), "function-handler",
                        [](Function& function, const std::string& value) { function.handler = value; });
    m_handler->lineEdit()->setObjectName(QStringLiteral("handler"));
    addRow({m_runtime, m_handler});
    m_folder = add(addText(tr("Code folder"), tr("Change Code Folder"), "function-code",
                           [](Function& function, const std::string& value) { function.codeUri = value; }));
    m_folder->setHelp(tr("Relative to the project folder. A new function gets a first source when the project is "
                         "saved and the folder is empty."));
    m_folder->setFix(tr("Open Folder"), [this] { emit folderRequested(); });
    m_localParts.insert(m_localParts.end(), {m_runtime, m_handler, m_folder});
}

void FunctionForm::buildLimits()
{
    m_localParts.push_back(addSection(tr("Limits"), tr("As Lambda sets them. What takes longer or needs more is ended "
                                                       "with the service's own error.")));
    m_memory = addNumber(tr("Memory (MB)"), tr("Change Memory"), "function-memory", &Function::memorySize);
    m_timeout = addNumber(tr("Timeout (s)"), tr("Change Timeout"), "function-timeout", &Function::timeout);
    m_concurrency = addNumber(tr("Concurrency"), tr("Change Concurrency"), "function-concurrency",
                              &Function::reservedConcurrentExecutions);
    m_concurrency->setHelp(tr("Processes at most."));
    m_queueTimeout = addNumber(tr("Queue timeout (s)"), tr("Change Queue Timeout"), "function-queue-timeout",
                               &Function::queueTimeout);
    addRow({m_memory, m_timeout});
    addRow({m_concurrency, m_queueTimeout});
    m_localParts.insert(m_localParts.end(), {m_memory, m_concurrency, m_queueTimeout});
}

void FunctionForm::buildEnvironment()
{
    m_localParts.push_back(addSection(tr("Environment variables"), tr("What the code reads from its environment. Keep "
                                                                      "secrets out of it: the project file holds "
                                                                      "them as text.")));
    using Kind = TableColumn::Kind;
    m_environment = add(new TableEditor(m_theme, {}, tr("variable"), tr("This function has no variables of its own."),
                                        {{tr("Name"), Kind::Code, {}, 1}, {tr("Value"), Kind::Code, {}, 2}}));
    m_environment->view()->setAccessibleName(tr("Environment variables"));
    m_findings.bind("function-environment", m_environment);
    m_environment->setEdits(mapTableEdits(
        [this](const QString& name, const std::function<void(StringMap&)>& change) {
            const QString refusal = m_apply(name, [&](Function& function) { change(function.environment); }, {});
            return m_findings.after(refusal, "function-environment");
        },
        tr("Variable")));
    m_localParts.push_back(m_environment);
}

void FunctionForm::buildEndpoint()
{
    addSection(tr("Somewhere else"), tr("A function can also run elsewhere: in a container of its image, in an "
                                        "emulator, or in AWS."));
    m_endpoint = add(addText(tr("Invoke endpoint"), tr("Change Endpoint"), "function-endpoint",
                             [](Function& function, const std::string& value) { function.endpoint = value; }));
    m_endpoint->setPlaceholder(QStringLiteral("http://127.0.0.1:9000"));
    m_endpoint->setHelp(tr("Leave it empty to run the function as processes on this machine."));
}

void FunctionForm::showFunction(const Cow<Function>& function)
{
    m_name->setValue(fromUtf8(function->name));
    m_description->setValue(fromUtf8(function->description));
    m_runtime->setValue(fromUtf8(function->runtime));
    m_runtime->setHelp(runtimeHelp(function->runtime));
    m_handler->setValue(fromUtf8(function->handler));
    m_handler->setHelp(handlerHelp(function->runtime));
    m_folder->setValue(fromUtf8(function->codeUri));
    m_memory->setValue(QString::number(function->memorySize));
    m_timeout->setValue(QString::number(function->timeout));
    m_concurrency->setValue(QString::number(function->reservedConcurrentExecutions));
    m_queueTimeout->setValue(QString::number(function->queueTimeout));
    m_queueTimeout->setHelp(queueTimeoutHelp(function->queueTimeout));
    m_environment->setRows(rowsOf(function->environment));
    m_endpoint->setValue(fromUtf8(function->endpoint));
    for (QWidget* part : m_localParts)
        part->setVisible(function->endpoint.empty());
    Project alone;
    alone.functions.push_back(function);
    m_findings.show(lintWhole(alone));
}

} // namespace gw::ui
