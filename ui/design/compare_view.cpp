// One comparison at a time; of those asked for meanwhile only the last is shown.
#include "ui/design/compare_view.h"

#include "ui/design/method_facts.h"
#include "ui/models/behaviour_changes_model.h"
#include "ui/models/deployments_model.h"
#include "ui/session/deployments.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace gw::ui {

namespace {

constexpr int mostRows = 12;
const QString nothing = QStringLiteral("-"); // before the first deployment

using Snapshot = Result<std::shared_ptr<const Api>>;

} // namespace

CompareView::CompareView(const Theme& theme, GatewaySession& gateway, const DeploymentsModel& deployments,
                         QWidget* parent)
    : QWidget(parent), m_theme(theme), m_gateway(gateway), m_deployments(deployments), m_from(new QComboBox),
      m_to(new QComboBox), m_summary(new ToneLabel(theme, tone::muted)), m_table(new RowTable),
      m_changes(new BehaviourChangesModel(theme, this))
{
    m_from->setAccessibleName(tr("Compare from"));
    m_to->setAccessibleName(tr("Compare to"));
    auto* line = new QHBoxLayout;
    line->setSpacing(spacing::m);
    line->addWidget(new ToneLabel(theme, tone::label, tr("From")));
    line->addWidget(m_from, 1);
    line->addWidget(new ToneLabel(theme, tone::label, tr("to")));
    line->addWidget(m_to, 1);
    m_summary->setWordWrap(true);
    setUpRowTable(*m_table, m_changes, tr("Differences for clients"), BehaviourChangesModel::Sentence);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::m);
    column->addLayout(line);
    column->addWidget(m_summary);
    column->addWidget(m_table);
    for (QComboBox* box : {m_from, m_to})
        connect(box, &QComboBox::activated, this, &CompareView::choose);
    fitHeight();
}

void CompareView::setDraft(std::shared_ptr<const Api> draft)
{
    if (!m_draft || m_draft->id != draft->id)
        m_isChosen = false;
    m_draft = std::move(draft);
}

void CompareView::fill(QComboBox* box, bool offersNothing)
{
    const QString current = box->currentData().toString();
    const QSignalBlocker quiet(box);
    box->clear();
    if (offersNothing)
        box->addItem(tr("Nothing deployed"), nothing);
    else
        box->addItem(tr("Draft"), QString());
    for (int row = 0; row < m_deployments.rowCount(); ++row)
        box->addItem(m_deployments.titleOf(row), QString::fromStdString(m_deployments.at(row)->id));
    box->setCurrentIndex(std::max(0, box->findData(current)));
}

void CompareView::refreshChoices(const QString& active)
{
    fill(m_from, true);
    fill(m_to, false);
    if (!m_isChosen) {
        m_from->setCurrentIndex(std::max(0, m_from->findData(active)));
        m_to->setCurrentIndex(0);
    }
    run();
}

void CompareView::compare(const QString& from, const QString& to)
{
    m_isChosen = true;
    m_from->setCurrentIndex(std::max(0, m_from->findData(from)));
    m_to->setCurrentIndex(std::max(0, m_to->findData(to)));
    run();
}

void CompareView::choose()
{
    m_isChosen = true;
    run();
}

void CompareView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    run();
}

void CompareView::run()
{
    const QString from = m_from->currentData().toString();
    const QString to = m_to->currentData().toString();
    const std::shared_ptr<const Api> draft = to.isEmpty() ? m_draft : nullptr;
    const bool isShown = m_run > 0 && from == m_shownFrom && to == m_shownTo && draft == m_shownDraft;
    if (!m_draft || !isVisible() || isShown)
        return;
    m_shownFrom = from;
    m_shownTo = to;
    m_shownDraft = draft;
    const auto reader = [&](const QString& id) -> std::function<Snapshot()> {
        if (id.isEmpty())
            return [draft]() -> Snapshot { return draft; };
        return m_gateway.snapshotReader(m_draft->id, id);
    };
    const auto work = [before = from == nothing ? std::function<Snapshot()>() : reader(from),
                       after = reader(to)]() -> Outcome {
        const Snapshot newer = after();
        const Snapshot older = before ? before() : Snapshot(nullptr);
        if (!newer || !older)
            return {{}, 0, !newer ? newer.error() : older.error()};
        const OpenApiDefinition* now = (*newer)->openApi();
        if (!now)
            return {};
        const std::size_t edited = changesSince(older->get(), **newer).size();
        if (!*older)
            return {behavioursOf(*now, (*newer)->id), edited, std::nullopt};
        return {behaviourDiff(*(*older)->openApi(), *now, (*newer)->id), edited, std::nullopt};
    };
    m_worker.run(work, [this, mine = ++m_run](const Outcome& outcome) {
        if (mine == m_run)
            show(outcome);
    });
}

void CompareView::show(const Outcome& outcome)
{
    m_changes->setChanges(outcome.changes);
    fitHeight();
    m_summary->setText(summaryOf(outcome));
}

QString CompareView::summaryOf(const Outcome& outcome) const
{
    if (outcome.error)
        return QString::fromStdString(outcome.error->message + ' ' + outcome.error->hint);
    const QString changes = counted(outcome.edited, tr("change"), tr("changes"));
    if (outcome.changes.empty())
        return outcome.edited == 0 ? tr("Clients see no difference.")
                                   : tr("%1; clients see no difference.").arg(changes);
    const QString noticed = counted(outcome.changes.size(), tr("difference"), tr("differences"));
    const int breaking = m_changes->breakingCount();
    return breaking == 0   ? tr("%1, %2 for clients; none breaks clients.").arg(changes, noticed)
           : breaking == 1 ? tr("%1, %2 for clients; one breaks clients.").arg(changes, noticed)
                           : tr("%1, %2 for clients; %3 break clients.").arg(changes, noticed).arg(breaking);
}

void CompareView::fitHeight()
{
    const int rows = m_changes->rowCount();
    m_table->setVisible(rows > 0);
    const int header = std::max(m_table->horizontalHeader()->sizeHint().height(), tableRowHeight);
    m_table->setFixedHeight(header + std::min(rows, mostRows) * tableRowHeight + 2 * m_table->frameWidth());
}

} // namespace gw::ui
