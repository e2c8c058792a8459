// Rows of what the elements' own pages show in full; a click or Enter leads there.
#include "ui/design/elements_view.h"

#include "core/api/project.h"
#include "ui/design/access_rows.h"
#include "ui/design/method_facts.h"
#include "ui/session/api_key_importer.h"
#include "ui/session/backends_session.h"
#include "ui/session/gateway_session.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_stack.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

enum Column { Name, What, Where, State };

using Row = ElementRow;
using Words = ElementWords;

Words wordsOf(TreeKind section)
{
    if (isAccessSection(section))
        return accessWords(section);
    const auto tr = [](const char* text) { return ElementsView::tr(text); };
    if (section == TreeKind::FunctionGroup)
        return {tr("Functions"),
                tr("Code that runs for requests, as Lambda functions do: each as processes of this "
                   "machine, started when they are needed."),
                tr("New Function"),
                tr("No function yet"),
                {tr("Function"), tr("Runtime"), tr("Code"), tr("State")}};
    if (section == TreeKind::StateMachineGroup)
        return {tr("State Machines"),
                tr("Workflows in Amazon States Language, as Step Functions runs them."),
                tr("New State Machine"),
                tr("No state machine yet"),
                {tr("State machine"), tr("Type"), tr("File"), {}}};
    return {tr("Backends"),
            tr("Servers of your own that integrations reach by name: one address, several instances "
               "in turn, or an application that runs with the gateway."),
            tr("New Backend"),
            tr("No backend yet"),
            {tr("Backend"), tr("Kind"), tr("Where"), tr("State")}};
}

QString stateOf(const BackendsSession& session, const Function& function)
{
    const auto status = session.function(fromUtf8(function.name));
    if (!status)
        return session.isRunning() ? QString() : ElementsView::tr("the gateway is stopped");
    switch (status->state) {
    case engine::FunctionStatus::State::Cold:
        return ElementsView::tr("cold");
    case engine::FunctionStatus::State::Active:
        return counted(status->workers.size(), ElementsView::tr("process"), ElementsView::tr("processes"));
    case engine::FunctionStatus::State::Failed:
        return ElementsView::tr("failed: %1").arg(QString::fromStdString(status->lastError));
    case engine::FunctionStatus::State::Remote:
        return ElementsView::tr("remote");
    }
    return {};
}

QString stateOf(const BackendsSession& session, const Backend& backend)
{
    const auto status = session.server(fromUtf8(backend.name));
    if (!status)
        return session.isRunning() ? QString() : ElementsView::tr("the gateway is stopped");
    const auto healthy = std::count_if(status->instances.begin(), status->instances.end(), [](const auto& instance) {
        return instance.health == engine::TargetHealth::Healthy;
    });
    switch (status->state) {
    case engine::ServerState::Stopped:
        return ElementsView::tr("stopped");
    case engine::ServerState::Starting:
        return ElementsView::tr("starting");
    case engine::ServerState::Running:
        return ElementsView::tr("%1 of %2 healthy").arg(healthy).arg(status->instances.size());
    case engine::ServerState::Failing:
        return ElementsView::tr("failing: %1").arg(QString::fromStdString(status->reason));
    }
    return {};
}

QStringList textsOf(const Backend& backend)
{
    const QString name = fromUtf8(backend.name);
    if (const auto* url = std::get_if<UrlBackend>(&backend.target))
        return {name, ElementsView::tr("One address"), fromUtf8(url->url)};
    if (const auto* application = std::get_if<ProcfileApplication>(&backend.target))
        return {name, ElementsView::tr("Application"), fromUtf8(application->folder)};
    QStringList instances;
    for (const std::string& instance : std::get<InstanceGroup>(backend.target).instances)
        instances << fromUtf8(instance);
    return {name, ElementsView::tr("Instances"), instances.join(QStringLiteral(", "))};
}

std::vector<Row> rowsOf(const Project& project, TreeKind section, const BackendsSession& session)
{
    std::vector<Row> rows;
    if (section == TreeKind::FunctionGroup)
        for (const Cow<Function>& each : project.functions)
            rows.push_back(
                {NodeRef{{}, {}, {}, {}, each->id, {}, {}},
                 {fromUtf8(each->name), fromUtf8(each->runtime),
                  fromUtf8(each->endpoint.empty() ? each->codeUri : each->endpoint), stateOf(session, *each)}});
    if (section == TreeKind::StateMachineGroup)
        for (const Cow<StateMachine>& each : project.stateMachines)
            rows.push_back({NodeRef{{}, {}, {}, {}, {}, each->id, {}},
                            {fromUtf8(each->name), fromUtf8(toString(each->type)), fromUtf8(each->definitionUri), {}}});
    if (section == TreeKind::BackendGroup)
        for (const Cow<Backend>& each : project.backends)
            rows.push_back({NodeRef{{}, {}, {}, {}, {}, {}, each->id}, textsOf(*each) << stateOf(session, *each)});
    return rows;
}

// Whether an element of the section has no secret that can be made for it.
bool misses(const Project& project, const Secrets& secrets, TreeKind section)
{
    if (section != TreeKind::ApiKeyGroup && section != TreeKind::IdentityGroup)
        return false;
    const SecretKind kind = section == TreeKind::ApiKeyGroup ? SecretKind::ApiKey : SecretKind::AccessKey;
    const auto missing = missingSecrets(project, secrets);
    return std::any_of(missing.begin(), missing.end(), [&](const SecretPlace& place) { return place.kind == kind; });
}

} // namespace

ElementsView::ElementsView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_backends(gateway.backends()), m_pages(new PageStack),
      m_none(new EmptyState(theme, QStringLiteral("server"), {}, {})), m_importer(new ApiKeyImporter(workspace, this)),
      m_rows(new QStandardItemModel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    m_pages->addWidget(buildList(theme));
    m_first = m_none->addButton({}, ButtonRole::Primary);
    connect(m_first, &QPushButton::clicked, this, &ElementsView::newElementRequested);
    m_pages->addWidget(m_none);
    buildImport();
    for (const auto signal :
         {&BackendsSession::runningChanged, &BackendsSession::functionsChanged, &BackendsSession::serversChanged})
        connect(&m_backends, signal, this, &ElementsView::refresh);
    connect(&workspace.secrets(), &ProjectSecrets::changed, this, &ElementsView::refresh);
}

QWidget* ElementsView::buildList(const Theme& theme)
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::l);
    column->setSpacing(spacing::m);
    auto* head = new QHBoxLayout;
    m_heading = new ToneLabel(theme, tone::title);
    head->addWidget(m_heading, 1);
    m_generate = pushButton(tr("Generate Missing Values"), page);
    m_generate->setToolTip(tr("Makes the values that the project's secrets file has not, such as after cloning it"));
    m_generate->hide();
    connect(m_generate, &QPushButton::clicked, this,
            [this] { m_workspace.secrets().generateMissing(m_workspace.project()); });
    head->addWidget(m_generate);
    m_import = pushButton(tr("Import CSV…"), page);
    m_import->setToolTip(
        tr("Takes keys from a file as the service does: a line of titles with Name and Key, and as you "
           "like Description, Enabled and UsagePlanIds"));
    head->addWidget(m_import);
    m_new = pushButton({}, page);
    head->addWidget(m_new);
    column->addLayout(head);
    m_explanation = new ToneLabel(theme, tone::muted);
    m_explanation->setWordWrap(true);
    column->addWidget(m_explanation);
    m_outcome = new ToneLabel(theme, tone::muted);
    m_outcome->setWordWrap(true);
    m_outcome->hide();
    column->addWidget(m_outcome);
    m_rows->setColumnCount(State + 1);
    m_table = new RowTable;
    setUpRowTable(*m_table, m_rows, {}, Where);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    column->addWidget(m_table, 1);
    connect(m_new, &QPushButton::clicked, this, &ElementsView::newElementRequested);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) { choose(index.row()); });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) { choose(index.row()); });
    return page;
}

// Of API keys alone.
void ElementsView::buildImport()
{
    m_firstImport = m_none->addButton(tr("Import CSV…"), ButtonRole::Normal);
    m_firstImport->setToolTip(m_import->toolTip());
    for (QPushButton* button : {m_import, m_firstImport})
        connect(button, &QPushButton::clicked, this, &ElementsView::chooseFileOfKeys);
    connect(m_importer, &ApiKeyImporter::imported, this, &ElementsView::tellImport);
    connect(m_importer, &ApiKeyImporter::failed, this, [this](const Diagnostic& problem) {
        m_import->setEnabled(true);
        m_firstImport->setEnabled(true);
        QMessageBox::warning(this, tr("Import API Keys"), fromUtf8(problem.message + ' ' + problem.hint));
    });
}

void ElementsView::chooseFileOfKeys()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Import API Keys"), m_workspace.folder(),
                                                      tr("Comma-separated values (*.csv);;All files (*)"));
    if (file.isEmpty())
        return;
    m_import->setEnabled(false);
    m_firstImport->setEnabled(false);
    m_importer->importFile(file);
}

void ElementsView::tellImport(int keys, int known, const Diagnostics& warnings)
{
    constexpr std::size_t most = 8; // lines; a file may have as many faults as lines
    m_import->setEnabled(true);
    m_firstImport->setEnabled(true);
    QStringList lines{tr("%1 imported, %2 of them in place of known ones.")
                          .arg(counted(std::size_t(keys), tr("key"), tr("keys")))
                          .arg(known)};
    for (const Diagnostic& warning : warnings)
        if (lines.size() <= qsizetype(most))
            lines << tr("Line %1: %2").arg(warning.position.line).arg(fromUtf8(warning.message));
    if (warnings.size() > most)
        lines << tr("And %1 more.").arg(warnings.size() - most);
    m_outcome->setText(lines.join(QLatin1Char('\n')));
    m_outcome->show();
    refresh();
}

void ElementsView::showSection(TreeKind section, ApiId api)
{
    m_outcome->setVisible(m_outcome->isVisible() && section == m_section);
    m_section = section;
    m_api = api;
    m_import->setVisible(section == TreeKind::ApiKeyGroup);
    m_firstImport->setVisible(section == TreeKind::ApiKeyGroup);
    const Words words = wordsOf(section);
    m_heading->setText(words.title);
    m_explanation->setText(words.explanation);
    m_new->setText(words.newText);
    m_first->setText(words.newText);
    m_none->setText(words.emptyTitle, words.explanation);
    m_table->setAccessibleName(words.title);
    m_rows->setHorizontalHeaderLabels(words.headers);
    m_table->setColumnHidden(State, words.headers.last().isEmpty());
    refresh();
}

void ElementsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void ElementsView::refresh()
{
    if (!isVisibleTo(parentWidget()))
        return;
    const Project& project = m_workspace.project();
    const ProjectSecrets& secrets = m_workspace.secrets();
    const std::vector<Row> rows = isAccessSection(m_section) ? accessRows(project, m_section, m_api, secrets.all())
                                                             : rowsOf(project, m_section, m_backends);
    m_generate->setVisible(secrets.isLoaded() && misses(project, secrets.all(), m_section));
    m_refs.clear();
    m_rows->setRowCount(int(rows.size()));
    for (int row = 0; row < int(rows.size()); ++row) {
        m_refs.push_back(rows[std::size_t(row)].ref);
        for (int column = Name; column <= State; ++column) {
            const QString text = rows[std::size_t(row)].texts.value(column);
            auto* item = new QStandardItem(text);
            item->setToolTip(text);
            m_rows->setItem(row, column, item);
        }
    }
    m_pages->setCurrentIndex(rows.empty() ? 1 : 0);
}

void ElementsView::choose(int row)
{
    if (row < 0 || row >= int(m_refs.size()))
        return;
    if (m_section == TreeKind::AuthorizerGroup)
        emit authorizerRequested(m_rows->item(row, Name)->text());
    else
        emit elementRequested(m_refs[std::size_t(row)]);
}

} // namespace gw::ui
