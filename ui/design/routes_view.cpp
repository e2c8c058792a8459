// The page of an HTTP API's routes: its bar, and what people want of the table done by edits of core/edit/edits_route.
#include "ui/design/routes_view.h"

#include "core/edit/edits_route.h"
#include "ui/design/element_views.h"
#include "ui/design/method_facts.h"
#include "ui/design/route_table.h"
#include "ui/design/route_tester.h"
#include "ui/design/routes_empty_state.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace gw::ui {

struct RoutesView::Impl
{
    Impl(RoutesView& view, Workspace& workspace, const Theme& theme) : q(view), workspace(workspace), theme(theme) {}

    RoutesView& q;
    Workspace& workspace;
    const Theme& theme;
    ApiId api;
    QStackedLayout* pages = nullptr;
    QLineEdit* filterLine = nullptr;
    RouteTable* table = nullptr;
    RouteTester* tester = nullptr;
    RoutesEmptyState* empty = nullptr;
    ToneLabel* count = nullptr;
    ToneLabel* refusal = nullptr;
    QToolButton* duplicate = nullptr;
    QToolButton* remove = nullptr;

    void build();
    QWidget* buildPage();
    QWidget* buildBar();
    void buildFilterLine();
    void buildTable();
    bool apply(const QString& name, const std::function<Result<Project>(Project)>& edit);
    void rename(const NodeRef& route, const QString& key);
    void duplicateCurrent();
    void removeCurrent();
    void showState();
    void enterTable();
    [[nodiscard]] const Api* shown() const { return workspace.project().find(api); }
};

void RoutesView::Impl::build()
{
    pages = new QStackedLayout(&q);
    pages->addWidget(buildPage());
    empty = new RoutesEmptyState(workspace, theme);
    connect(empty, &RoutesEmptyState::addRequested, &q, [this] { q.addRoute(); });
    pages->addWidget(empty);
}

QWidget* RoutesView::Impl::buildPage()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::l);
    column->setSpacing(spacing::m);
    column->addWidget(buildBar());
    refusal = new ToneLabel(theme, tone::error);
    refusal->setWordWrap(true);
    refusal->setAccessibleName(tr("What was refused"));
    refusal->hide();
    column->addWidget(refusal);
    buildTable();
    column->addWidget(table, 1);
    tester = new RouteTester(workspace, theme);
    connect(tester, &RouteTester::routeRequested, &q, &RoutesView::routeRequested);
    column->addWidget(tester);
    return page;
}

void RoutesView::Impl::buildTable()
{
    table = new RouteTable(theme);
    connect(table, &RouteTable::stateChanged, &q, [this] { showState(); });
    connect(table, &RouteTable::renameRequested, &q,
            [this](const NodeRef& route, const QString& key) { rename(route, key); });
    connect(table, &RouteTable::routeRequested, &q, &RoutesView::routeRequested);
    connect(table, &RouteTable::addRequested, &q, [this] { q.addRoute(); });
    connect(table, &RouteTable::duplicateRequested, &q, [this] { duplicateCurrent(); });
    connect(table, &RouteTable::removeRequested, &q, [this] { removeCurrent(); });
}

void RoutesView::Impl::buildFilterLine()
{
    filterLine = new QLineEdit;
    filterLine->setPlaceholderText(tr("Filter routes"));
    filterLine->setAccessibleName(tr("Filter routes"));
    filterLine->setToolTip(tr("Shows the routes that hold every word, such as \"get orders lambda\""));
    filterLine->setClearButtonEnabled(true);
    filterLine->installEventFilter(&q);
    connect(filterLine, &QLineEdit::textChanged, &q, [this](const QString& text) { table->setFilter(text); });
}

QWidget* RoutesView::Impl::buildBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    buildFilterLine();
    row->addWidget(filterLine, 1);
    count = new ToneLabel(theme, tone::muted);
    row->addWidget(count);
    duplicate = iconButton(theme, QStringLiteral("duplicate"), tr("Duplicate Route"), bar, Qt::CTRL | Qt::Key_D);
    connect(duplicate, &QToolButton::clicked, &q, [this] { duplicateCurrent(); });
    row->addWidget(duplicate);
    remove = iconButton(theme, QStringLiteral("trash"), tr("Delete Route"), bar, Qt::Key_Delete);
    connect(remove, &QToolButton::clicked, &q, [this] { removeCurrent(); });
    row->addWidget(remove);
    auto* add = pushButton(tr("Add Route"), bar, ButtonRole::Primary);
    add->setToolTip(withShortcut(tr("Add a route and type its key"), Qt::Key_Insert));
    connect(add, &QPushButton::clicked, &q, [this] { q.addRoute(); });
    row->addWidget(add);
    return bar;
}

bool RoutesView::Impl::apply(const QString& name, const std::function<Result<Project>(Project)>& edit)
{
    const QString why = applyTelling(workspace, name, edit, {});
    refusal->setText(why);
    refusal->setVisible(!why.isEmpty());
    return why.isEmpty();
}

void RoutesView::Impl::rename(const NodeRef& route, const QString& key)
{
    if (apply(tr("Rename Route"),
              [&](Project p) { return gw::renameRoute(std::move(p), route.api, route.method, key.toStdString()); }))
        table->select(route.method);
}

void RoutesView::Impl::duplicateCurrent()
{
    const NodeRef route = table->current();
    if (route.isEmpty())
        return;
    const auto before = workspace.snapshot();
    if (!apply(tr("Duplicate Route"), [&](Project p) { return duplicateRoute(std::move(p), route.api, route.method); }))
        return;
    for (const RouteRow& row : routeRows(*shown()))
        if (!before->find(row.ref))
            table->select(row.ref.method);
}

// The row that takes the place of the removed one is selected.
void RoutesView::Impl::removeCurrent()
{
    const NodeRef route = table->current();
    if (route.isEmpty())
        return;
    const int row = table->currentIndex().row();
    const bool hadFocus = table->hasFocus();
    if (!apply(tr("Delete Route"), [&](Project p) { return deleteRoute(std::move(p), route.api, route.method); }))
        return;
    table->selectRowNear(row);
    if (hadFocus)
        table->setFocus();
}

void RoutesView::Impl::showState()
{
    const int all = table->routeCount();
    const int shownRows = table->shownCount();
    count->setText(shownRows == all ? counted(std::size_t(all), tr("route"), tr("routes"))
                                    : tr("%1 of %2 routes").arg(shownRows).arg(all));
    const bool hasCurrent = table->currentIndex().isValid();
    duplicate->setEnabled(hasCurrent);
    remove->setEnabled(hasCurrent);
    pages->setCurrentIndex(all > 0 ? 0 : 1);
}

void RoutesView::Impl::enterTable()
{
    table->setFocus();
    if (!table->currentIndex().isValid())
        table->selectRowNear(0);
}

RoutesView::RoutesView(Workspace& workspace, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_impl(std::make_unique<Impl>(*this, workspace, theme))
{
    m_impl->build();
    m_impl->showState();
}

// The table goes before what it tells of itself.
RoutesView::~RoutesView()
{
    m_impl->filterLine->removeEventFilter(this);
    delete m_impl->table;
}

void RoutesView::showApi(const Api& api)
{
    if (api.id != m_impl->api) {
        m_impl->filterLine->clear();
        m_impl->refusal->hide();
    }
    m_impl->api = api.id;
    m_impl->empty->showApi(api.id);
    m_impl->table->setRows(routeRows(api));
    if (!m_impl->table->currentIndex().isValid() && m_impl->table->shownCount() > 0)
        m_impl->table->selectRowNear(0);
    m_impl->showState();
    m_impl->tester->showApi(api.id);
}

void RoutesView::addRoute(const QString& belowPath)
{
    const Api* api = m_impl->shown();
    if (!api || !api->openApi())
        return;
    const std::string parent = belowPath == QLatin1String("/") ? std::string() : belowPath.toStdString();
    std::string path = parent + "/route";
    for (int n = 2; api->openApi()->findPath(path); ++n)
        path = parent + "/route" + std::to_string(n);
    m_impl->filterLine->clear();
    if (!m_impl->apply(tr("Add Route"),
                       [&](Project p) { return createRoute(std::move(p), m_impl->api, "GET " + path); }))
        return;
    const Api* now = m_impl->shown();
    m_impl->table->setRows(routeRows(*now)); // the page may not have been told yet
    m_impl->showState();
    const Resource* made = now->openApi()->findPath(path);
    renameRoute(made->methods.front()->id);
}

void RoutesView::renameRoute(MethodId route)
{
    m_impl->filterLine->clear();
    m_impl->table->select(route);
    m_impl->table->setFocus();
    m_impl->table->editKey();
}

QTableView* RoutesView::table() const
{
    return m_impl->table;
}

bool RoutesView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_impl->filterLine || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Down || key == Qt::Key_Return) {
        m_impl->enterTable();
        return true;
    }
    if (key == Qt::Key_Escape && !m_impl->filterLine->text().isEmpty()) {
        m_impl->filterLine->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gw::ui
