// A choice's key says the kind, what is done and the name: "function:orders", "sync:fulfil", "backend:shop"; the empty
// one is everything else.
#include "ui/design/target_picker.h"

#include "ui/design/method_facts.h"
#include "ui/widgets/buttons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>

namespace gw::ui {

namespace {

using Options = std::vector<ChoiceField::Option>;

constexpr QLatin1String functionKey("function:");
constexpr QLatin1String startKey("start:");
constexpr QLatin1String syncKey("sync:");
constexpr QLatin1String backendKey("backend:");

bool isHttp(IntegrationType type)
{
    return type == IntegrationType::Http || type == IntegrationType::HttpProxy;
}

void addFunctions(Options& options, const Project& project)
{
    for (const Cow<Function>& function : project.functions)
        options.push_back(
            {functionKey + fromUtf8(function->name), TargetPicker::tr("Function %1").arg(fromUtf8(function->name))});
}

// Standard machines cannot be waited for (reference 4.2).
void addStateMachines(Options& options, const Project& project)
{
    for (const Cow<StateMachine>& machine : project.stateMachines) {
        const QString name = fromUtf8(machine->name);
        if (machine->type == StateMachineType::Express)
            options.push_back({syncKey + name, TargetPicker::tr("State machine %1: StartSyncExecution").arg(name)});
        options.push_back({startKey + name, TargetPicker::tr("State machine %1: StartExecution").arg(name)});
    }
}

void addBackends(Options& options, const Project& project)
{
    for (const Cow<Backend>& backend : project.backends)
        options.push_back(
            {backendKey + fromUtf8(backend->name), TargetPicker::tr("Backend %1").arg(fromUtf8(backend->name))});
}

Options optionsFor(IntegrationType type, const Project& project)
{
    Options options;
    if (isHttp(type)) {
        addBackends(options, project);
        options.push_back({{}, TargetPicker::tr("A server by its URL")});
        return options;
    }
    addFunctions(options, project);
    if (type == IntegrationType::Aws)
        addStateMachines(options, project);
    options.push_back({{},
                       type == IntegrationType::Aws ? TargetPicker::tr("Another AWS service, by its ARN")
                                                    : TargetPicker::tr("Another function, by its ARN")});
    return options;
}

QString keyOf(const IntegrationTarget& target)
{
    const QString name = fromUtf8(target.name);
    switch (target.kind) {
    case IntegrationTarget::Kind::Function:
        return functionKey + name;
    case IntegrationTarget::Kind::StateMachine:
        return (target.action == StatesAction::StartSyncExecution ? syncKey : startKey) + name;
    case IntegrationTarget::Kind::Backend:
        return backendKey + name;
    case IntegrationTarget::Kind::Other:
        break;
    }
    return {};
}

// Nothing to choose from: where such a thing is made.
QString helpFor(IntegrationType type, const Options& options)
{
    if (options.size() > 1)
        return {};
    return isHttp(type) ? TargetPicker::tr("The project has no backends yet: Backends in the tree makes one.")
                        : TargetPicker::tr("The project has no functions yet: Functions in the tree makes one.");
}

} // namespace

TargetPicker::TargetPicker(const Theme& theme, ApplyMethodChange apply, QWidget* parent)
    : QWidget(parent), m_apply(std::move(apply)), m_field(new ChoiceField(theme, tr("Calls"), {}))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::s);
    m_field->comboBox()->setObjectName(QStringLiteral("calls"));
    m_field->setCommit([this](const QString& key) { return choose(key); });
    row->addWidget(m_field);
    m_open = iconButton(theme, QStringLiteral("link"), tr("Open"), this);
    connect(m_open, &QToolButton::clicked, this, [this] { emit elementRequested(m_chosen); });
    row->addWidget(m_open, 0, Qt::AlignBottom);
    row->addStretch(1);
}

void TargetPicker::showIntegration(const Integration& integration, const MethodContext& context)
{
    m_project = context.project;
    m_path = context.resource.path;
    if (m_project)
        offer(integration);
}

void TargetPicker::offer(const Integration& integration)
{
    const Options options = optionsFor(integration.type, *m_project);
    const IntegrationTarget target = targetOf(*m_project, integration);
    m_field->setOptions(options);
    m_field->setHelp(helpFor(integration.type, options));
    m_field->setValue(keyOf(target));
    m_chosen = nodeOf(*m_project, target);
    m_open->setVisible(!m_chosen.isEmpty());
    m_open->setToolTip(tr("Open %1").arg(fromUtf8(target.name)));
}

QString TargetPicker::choose(const QString& key)
{
    const std::string name = key.mid(key.indexOf(QLatin1Char(':')) + 1).toStdString();
    const AwsSettings aws = m_project->aws;
    const auto aim = [&](Integration& integration) {
        if (key.startsWith(functionKey))
            aimAtFunction(integration, aws, name);
        else if (key.startsWith(backendKey))
            aimAtBackend(integration, name, m_path);
        else if (key.startsWith(syncKey))
            aimAtStateMachine(integration, aws, name, StatesAction::StartSyncExecution);
        else if (key.startsWith(startKey))
            aimAtStateMachine(integration, aws, name, StatesAction::StartExecution);
        else if (!m_chosen.isEmpty())
            integration.uri.clear(); // it named what is not wanted any more
    };
    return m_apply(tr("Change Target"),
                   [&](Method& method) {
                       if (method.integration)
                           aim(*method.integration);
                   },
                   {});
}

} // namespace gw::ui
