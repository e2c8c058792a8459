// The backend's fields; which of them are there depends on its kind.
#include "ui/design/backend_form.h"

#include "core/lint/lint.h"
#include "ui/design/binding.h"
#include "ui/design/kind_picker.h"
#include "ui/design/map_table.h"
#include "ui/design/method_facts.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QTableView>

namespace gw::ui {

namespace {

const QString kindKeys[] = {QStringLiteral("url"), QStringLiteral("instances"), QStringLiteral("application")};

std::vector<KindPicker::Kind> kinds()
{
    return {{kindKeys[0], QStringLiteral("globe"), BackendForm::tr("One address"),
             BackendForm::tr("A server that runs somewhere already.")},
            {kindKeys[1], QStringLiteral("server"), BackendForm::tr("Instances"),
             BackendForm::tr("Several hosts in turn, checked as a load balancer checks EC2 instances.")},
            {kindKeys[2], QStringLiteral("play"), BackendForm::tr("Application"),
             BackendForm::tr("A folder with a Procfile, run here the way Elastic Beanstalk runs it.")}};
}

bool hasProcfile(const QString& projectFolder, const std::string& folder)
{
    return QFile::exists(QDir(projectFolder).filePath(fromUtf8(folder) + QStringLiteral("/Procfile")));
}

} // namespace

BackendForm::BackendForm(const Theme& theme, ApplyBackendChange apply,
                         std::function<QString(const QString& name)> rename, QWidget* parent)
    : Form(theme, parent), m_apply(std::move(apply))
{
    buildIdentity(std::move(rename));
    buildUrl();
    buildGroup();
    buildHealthCheck();
    buildApplication();
}

template <typename Target>
QString BackendForm::change(const QString& name, const std::function<void(Target&)>& set, const char* rule,
                            const QString& field)
{
    const auto apply = [&](Backend& backend) {
        if (auto* target = std::get_if<Target>(&backend.target))
            set(*target);
    };
    return m_findings.after(m_apply(name, apply, field), rule);
}

template <typename Target>
TextField* BackendForm::addText(const QString& label, const QString& command, const char* rule, const QString& key,
                                std::function<void(Target&, const std::string&)> set)
{
    auto* field = new TextField(m_theme, label, TextField::Kind::CodeLine);
    field->setCommit([this, command, rule, key, set = std::move(set)](const QString& value) {
        return change<Target>(
            command, [&](Target& target) { set(target, value.trimmed().toStdString()); }, rule, key);
    });
    return field;
}

template <typename Target>
TextField* BackendForm::addNumber(const QString& label, const QString& command, const char* rule, const QString& key,
                                  std::function<int&(Target&)> part)
{
    auto* field = new TextField(m_theme, label);
    field->setCommit([this, command, rule, key, part = std::move(part)](const QString& value) {
        bool isNumber = false;
        const int number = value.trimmed().toInt(&isNumber);
        if (!isNumber)
            return tr("Write a whole number.");
        return change<Target>(
            command, [&](Target& target) { part(target) = number; }, rule, key);
    });
    return field;
}

void BackendForm::buildIdentity(std::function<QString(const QString&)> rename)
{
    m_name = new TextField(m_theme, tr("Name"), TextField::Kind::CodeLine);
    m_name->lineEdit()->setObjectName(QStringLiteral("backendName"));
    m_name->setCommit([rename = std::move(rename)](const QString& value) { return rename(value.trimmed()); });
    m_link = new TextField(m_theme, tr("VPC link"), TextField::Kind::CodeLine);
    m_link->setPlaceholder(tr("none"));
    m_link->setHelp(tr("The connection id of integrations that reach it by VPC link."));
    m_link->setCommit([this](const QString& value) {
        return m_apply(
            tr("Change VPC Link"), [&](Backend& b) { b.vpcLinkId = value.trimmed().toStdString(); },
            QStringLiteral("link"));
    });
    addRow({m_name, m_link});
    addSection(tr("Where it is"));
    m_kind = add(new KindPicker(m_theme, kinds()));
    connect(m_kind, &KindPicker::picked, this, &BackendForm::setKind);
}

void BackendForm::setKind(const QString& key)
{
    const std::string name = m_shownName;
    m_apply(tr("Change Kind of Backend"),
            [&](Backend& backend) {
                if (key == kindKeys[Url])
                    backend.target = UrlBackend{"http://127.0.0.1:3000"};
                else if (key == kindKeys[Group])
                    backend.target = InstanceGroup{{"127.0.0.1:3000"}, {}, {}};
                else
                    backend.target = ProcfileApplication{"apps/" + name, {}, 1, "/", true};
            },
            {});
}

void BackendForm::buildUrl()
{
    m_url = add(addText<UrlBackend>(tr("URL"), tr("Change URL"), "backend-url", QStringLiteral("url"),
                                    [](UrlBackend& target, const std::string& value) { target.url = value; }));
    m_url->setPlaceholder(QStringLiteral("http://127.0.0.1:3000"));
    m_url->setHelp(tr("May have a base path, which comes before the path of each request."));
    m_findings.bind("backend-url", m_url);
    m_parts[Url] = {m_url};
}

TableEditor::Edits BackendForm::instanceEdits()
{
    const auto apply = [this](const QString& name, const std::function<void(std::vector<std::string>&)>& edit) {
        return change<InstanceGroup>(
            name, [&](InstanceGroup& group) { edit(group.instances); }, "backend-instances");
    };
    TableEditor::Edits edits;
    edits.set = [apply](int row, int, const QString& value) {
        return apply(tr("Edit Instance"), [&](std::vector<std::string>& list) {
            if (row >= 0 && row < int(list.size()))
                list[std::size_t(row)] = value.trimmed().toStdString();
        });
    };
    edits.add = [apply](const QStringList& values) {
        return apply(tr("Add Instance"),
                     [&](std::vector<std::string>& list) { list.push_back(values.value(0).trimmed().toStdString()); });
    };
    edits.remove = [apply](int row) {
        return apply(tr("Remove Instance"), [&](std::vector<std::string>& list) {
            if (row >= 0 && row < int(list.size()))
                list.erase(list.begin() + row);
        });
    };
    return edits;
}

void BackendForm::buildGroup()
{
    using Kind = TableColumn::Kind;
    m_instances = add(new TableEditor(m_theme, tr("Instances"), tr("instance"), tr("No instance: nothing can answer."),
                                      {{tr("Host and port"), Kind::Code, {}, 1}}));
    m_instances->view()->setAccessibleName(tr("Instances"));
    m_instances->setHelp(tr("host:port, or https://host:port. Each gets the next request in turn."));
    m_instances->setEdits(instanceEdits());
    m_findings.bind("backend-instances", m_instances);
    m_parts[Group] = {m_instances};
}

TextField* BackendForm::addCheckNumber(const QString& label, const QString& key, int HealthCheck::*member)
{
    TextField* field =
        addNumber<InstanceGroup>(label, tr("Change Health Check"), "backend-health-check", key,
                                 [member](InstanceGroup& group) -> int& { return group.healthCheck.*member; });
    m_checkNumbers.emplace_back(field, member);
    return field;
}

void BackendForm::buildHealthCheck()
{
    QWidget* head = addSection(tr("Health check"), tr("Asks each instance in turns; one that does not answer well gets "
                                                      "no requests while another does."));
    m_checkPath =
        addText<InstanceGroup>(tr("Path"), tr("Change Health Check"), "backend-health-check", QStringLiteral("path"),
                               [](InstanceGroup& group, const std::string& value) { group.healthCheck.path = value; });
    m_checkPath->setPlaceholder(tr("none: every instance counts as healthy"));
    m_findings.bind("backend-health-check", m_checkPath);
    m_matcher = addText<InstanceGroup>(
        tr("Success codes"), tr("Change Health Check"), "backend-health-check", QStringLiteral("matcher"),
        [](InstanceGroup& group, const std::string& value) { group.healthCheck.matcher = value; });
    m_matcher->setPlaceholder(QStringLiteral("200-399"));
    addRow({m_checkPath, m_matcher});
    TextField* interval = addCheckNumber(tr("Interval (s)"), QStringLiteral("interval"), &HealthCheck::intervalSeconds);
    TextField* timeout = addCheckNumber(tr("Timeout (s)"), QStringLiteral("timeout"), &HealthCheck::timeoutSeconds);
    TextField* healthy = addCheckNumber(tr("Healthy after"), QStringLiteral("healthy"), &HealthCheck::healthyThreshold);
    TextField* unhealthy =
        addCheckNumber(tr("Unhealthy after"), QStringLiteral("unhealthy"), &HealthCheck::unhealthyThreshold);
    addRow({interval, timeout, healthy, unhealthy});
    QWidget* ejection = addSection(tr("Outlier ejection"), tr("An instance that fails real requests one after another "
                                                              "leaves the rotation for a while."));
    m_failures = addNumber<InstanceGroup>(
        tr("Failures in a row"), tr("Change Outlier Ejection"), "backend-health-check", QStringLiteral("failures"),
        [](InstanceGroup& group) -> int& { return group.outlierEjection.consecutiveFailures; });
    m_failures->setHelp(tr("0: never."));
    m_ejection = addNumber<InstanceGroup>(
        tr("Left out for (s)"), tr("Change Outlier Ejection"), "backend-health-check", QStringLiteral("ejection"),
        [](InstanceGroup& group) -> int& { return group.outlierEjection.ejectionSeconds; });
    addRow({m_failures, m_ejection});
    m_parts[Group].insert(m_parts[Group].end(), {head, m_checkPath, m_matcher, interval, timeout, healthy, unhealthy,
                                                 ejection, m_failures, m_ejection});
}

void BackendForm::buildApplication()
{
    m_folder = add(addText<ProcfileApplication>(
        tr("Folder"), tr("Change Folder"), "backend-application", QStringLiteral("folder"),
        [](ProcfileApplication& application, const std::string& value) { application.folder = value; }));
    m_folder->setFix(tr("Choose Folder…"), [this] { chooseFolder(); });
    m_count = addNumber<ProcfileApplication>(
        tr("Instances of web"), tr("Change Instances"), "backend-application", QStringLiteral("count"),
        [](ProcfileApplication& application) -> int& { return application.instances; });
    m_findings.bind("backend-application", m_count);
    m_healthPath = addText<ProcfileApplication>(
        tr("Health path"), tr("Change Health Path"), "backend-application", QStringLiteral("healthPath"),
        [](ProcfileApplication& application, const std::string& value) { application.healthPath = value; });
    m_healthPath->setHelp(tr("Empty: up as soon as its port accepts connections."));
    addRow({m_count, m_healthPath});
    m_autoStart = add(new CheckField(m_theme, tr("Start it with the gateway")));
    m_autoStart->setCommit([this](const QString& value) {
        return change<ProcfileApplication>(
            tr("Change Automatic Start"),
            [&](ProcfileApplication& application) { application.autoStart = value == QLatin1String("true"); },
            "backend-application");
    });
    QWidget* head = addSection(tr("Environment properties"), tr("What each process reads from its environment, beside "
                                                                "the PORT it shall listen on."));
    using Kind = TableColumn::Kind;
    m_properties =
        add(new TableEditor(m_theme, {}, tr("property"), tr("This application has no properties of its own."),
                            {{tr("Name"), Kind::Code, {}, 1}, {tr("Value"), Kind::Code, {}, 2}}));
    m_properties->view()->setAccessibleName(tr("Environment properties"));
    m_properties->setEdits(mapTableEdits(
        [this](const QString& name, const std::function<void(StringMap&)>& edit) {
            return change<ProcfileApplication>(
                name, [&](ProcfileApplication& application) { edit(application.environment); }, "backend-application");
        },
        tr("Property")));
    m_parts[Application] = {m_folder, m_count, m_healthPath, m_autoStart, head, m_properties};
}

// A folder outside cannot be part of the project.
QString BackendForm::useFolder(const QString& folder)
{
    const QString relative = QDir(m_projectFolder).relativeFilePath(folder);
    if (relative.startsWith(QLatin1String("..")) || QDir::isAbsolutePath(relative))
        return tr("\"%1\" is outside the project folder. Move it into the project first.").arg(folder);
    return change<ProcfileApplication>(
        tr("Change Folder"), [&](ProcfileApplication& application) { application.folder = relative.toStdString(); },
        "backend-application");
}

void BackendForm::chooseFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(window(), tr("Folder of the Application"), m_projectFolder);
    if (!folder.isEmpty())
        m_folder->showError(useFolder(folder));
}

void BackendForm::showGroup(const InstanceGroup& group)
{
    std::vector<QStringList> rows;
    for (const std::string& instance : group.instances)
        rows.push_back({fromUtf8(instance)});
    m_instances->setRows(rows);
    m_checkPath->setValue(fromUtf8(group.healthCheck.path));
    m_matcher->setValue(fromUtf8(group.healthCheck.matcher));
    for (const auto& [field, member] : m_checkNumbers)
        field->setValue(QString::number(group.healthCheck.*member));
    m_failures->setValue(QString::number(group.outlierEjection.consecutiveFailures));
    m_ejection->setValue(QString::number(group.outlierEjection.ejectionSeconds));
}

void BackendForm::showApplication(const ProcfileApplication& application)
{
    m_folder->setValue(fromUtf8(application.folder));
    m_folder->setHelp(hasProcfile(m_projectFolder, application.folder)
                          ? tr("Its Procfile says what runs.")
                          : tr("There is no Procfile in it yet: one line, such as \"web: node server.js\", says what "
                               "runs."));
    m_count->setValue(QString::number(application.instances));
    m_healthPath->setValue(fromUtf8(application.healthPath));
    m_autoStart->setValue(application.autoStart);
    m_properties->setRows(rowsOf(application.environment));
}

void BackendForm::showBackend(const Cow<Backend>& backend, const QString& projectFolder)
{
    m_projectFolder = projectFolder;
    m_shownName = backend->name;
    m_name->setValue(fromUtf8(backend->name));
    m_name->setHelp(tr("Integrations reach it as http://%1/…").arg(fromUtf8(backend->name)));
    m_link->setValue(fromUtf8(backend->vpcLinkId));
    const auto kind = backend->target.index();
    m_kind->setCurrent(kindKeys[kind]);
    for (std::size_t i = 0; i < std::size(m_parts); ++i)
        for (QWidget* part : m_parts[i])
            part->setVisible(i == kind);
    if (const auto* url = std::get_if<UrlBackend>(&backend->target))
        m_url->setValue(fromUtf8(url->url));
    else if (const auto* group = std::get_if<InstanceGroup>(&backend->target))
        showGroup(*group);
    else
        showApplication(std::get<ProcfileApplication>(backend->target));
    Project alone;
    alone.backends.push_back(backend);
    m_findings.show(lintWhole(alone));
}

} // namespace gw::ui
