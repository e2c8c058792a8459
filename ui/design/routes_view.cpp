// The route table's page. Every change is an edit of core/edit/edits_route.
#include "ui/design/routes_view.h"

#include "core/edit/edits_route.h"
#include "ui/design/element_views.h"
#include "ui/design/field.h"
#include "ui/design/method_facts.h"
#include "ui/design/route_key_delegate.h"
#include "ui/models/route_filter.h"
#include "ui/models/route_table_model.h"
#include "ui/models/route_trial.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int keyWidth = 340;
constexpr int integrationWidth = 300;
constexpr int leastTableHeight = 140;

} // namespace

struct RoutesView::Impl
{
    Impl(RoutesView& view, Workspace& workspace, const Theme& theme) : q(view), workspace(workspace), theme(theme) {}

    RoutesView& q;
    Workspace& workspace;
    const Theme& theme;
    ApiId api;
    RouteTableModel model;
    RouteFilter filter;
    QStackedLayout* pages = nullptr;
    QLineEdit* filterLine = nullptr;
    RowTable* table = nullptr;
    ToneLabel* count = nullptr;
    ToneLabel* refusal = nullptr;
    QToolButton* duplicate = nullptr;
    QToolButton* remove = nullptr;
    TextField* target = nullptr; // of the empty state
    QComboBox* verb = nullptr;
    QLineEdit* path = nullptr;
    ToneLabel* answer = nullptr;
    QPushButton* open = nullptr;
    NodeRef tried;

    void build();
    QWidget* buildTable();
    QWidget* buildBar();
    QWidget* buildTrial();
    QWidget* buildEmptyState();
    bool apply(const QString& name, const std::function<Result<Project>(Project)>& edit);
    void rename(const NodeRef& route, const QString& key);
    void duplicateCurrent();
    void removeCurrent();
    void createFromTarget();
    void openCurrent();
    void showTrial();
    void showState();
    void select(MethodId route);
    [[nodiscard]] NodeRef current() const;
    [[nodiscard]] const Api* shown() const { return workspace.project().find(api); }
    bool handleKey(const QKeyEvent& key);
};

void RoutesView::Impl::build()
{
    filter.setSourceModel(&model);
    pages = new QStackedLayout(&q);
    pages->addWidget(buildTable());
    pages->addWidget(buildEmptyState());
    connect(&model, &RouteTableModel::renameRequested, &q,
            [this](const NodeRef& route, const QString& key) { rename(route, key); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&filter, signal, &q, [this] { showState(); });
}

QWidget* RoutesView::Impl::buildTable()
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
    table = new RowTable;
    setUpRowTable(*table, &filter, tr("Routes"));
    table->setItemDelegateForColumn(RouteTableModel::Key, new RouteKeyDelegate(theme, table));
    table->setSortingEnabled(true);
    table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // the file's order, until a header is clicked
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setMinimumHeight(leastTableHeight);
    table->setColumnWidth(RouteTableModel::Key, keyWidth);
    table->setColumnWidth(RouteTableModel::Integration, integrationWidth);
    table->horizontalHeader()->setStretchLastSection(true);
    table->installEventFilter(&q);
    connect(table, &QTableView::doubleClicked, &q, [this] { openCurrent(); });
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, &q, [this] { showState(); });
    connect(&theme, &Theme::changed, table, [this] { table->viewport()->update(); });
    column->addWidget(table, 1);
    column->addWidget(buildTrial());
    return page;
}

QWidget* RoutesView::Impl::buildBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    filterLine = new QLineEdit;
    filterLine->setPlaceholderText(tr("Filter routes"));
    filterLine->setAccessibleName(tr("Filter routes"));
    filterLine->setToolTip(tr("Shows the routes that hold every word, such as \"get orders lambda\""));
    filterLine->setClearButtonEnabled(true);
    filterLine->installEventFilter(&q);
    connect(filterLine, &QLineEdit::textChanged, &q, [this](const QString& text) {
        filter.setText(text);
        showState();
    });
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

QWidget* RoutesView::Impl::buildTrial()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, spacing::m, 0, 0);
    column->setSpacing(spacing::s);
    auto* label = new ToneLabel(theme, tone::label, tr("Try a path: which route answers?"));
    column->addWidget(label);
    auto* row = new QHBoxLayout;
    row->setSpacing(spacing::m);
    verb = new ChoiceBox;
    verb->setAccessibleName(tr("Method to try"));
    for (const HttpVerb each : allHttpVerbs)
        if (each != HttpVerb::Any)
            verb->addItem(fromUtf8(toString(each)));
    row->addWidget(verb);
    path = new QLineEdit;
    path->setFont(theme.monospace());
    path->setPlaceholderText(QStringLiteral("/pets/7"));
    path->setAccessibleName(tr("Path to try"));
    label->setBuddy(path);
    row->addWidget(path, 1);
    open = pushButton(tr("Open Route"), box);
    connect(open, &QPushButton::clicked, &q, [this] { emit q.routeRequested(tried); });
    row->addWidget(open);
    column->addLayout(row);
    answer = new ToneLabel(theme, tone::muted);
    answer->setWordWrap(true);
    answer->setAccessibleName(tr("The route that answers"));
    answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(answer);
    connect(path, &QLineEdit::textChanged, &q, [this] { showTrial(); });
    connect(verb, &QComboBox::currentIndexChanged, &q, [this] { showTrial(); });
    return box;
}

QWidget* RoutesView::Impl::buildEmptyState()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::l);
    auto* state = new EmptyState(theme, QStringLiteral("resource"), tr("No routes yet"),
                                 tr("A route sends requests of a method and a path to an integration. Add one, or send "
                                    "everything to one target by the $default route."));
    QPushButton* add = state->addButton(tr("Add a Route"), ButtonRole::Primary);
    connect(add, &QPushButton::clicked, &q, [this] { q.addRoute(); });
    column->addStretch(1);
    column->addWidget(state);
    auto* quick = new QWidget;
    quick->setMaximumWidth(480);
    auto* row = new QHBoxLayout(quick);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    target = new TextField(theme, {}, TextField::Kind::CodeLine);
    target->lineEdit()->setAccessibleName(tr("Target"));
    target->lineEdit()->setObjectName(QStringLiteral("quickTarget"));
    target->setPlaceholder(tr("URL or function name"));
    row->addWidget(target, 1);
    auto* create = pushButton(tr("Create from Target"), quick);
    connect(create, &QPushButton::clicked, &q, [this] { createFromTarget(); });
    connect(target->lineEdit(), &QLineEdit::returnPressed, &q, [this] { createFromTarget(); });
    row->addWidget(create, 0, Qt::AlignTop);
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(quick, 4);
    middle->addStretch(1);
    column->addLayout(middle);
    column->addStretch(2);
    return page;
}

bool RoutesView::Impl::apply(const QString& name, const std::function<Result<Project>(Project)>& edit)
{
    const QString why = applyTelling(workspace, name, edit, {});
    refusal->setText(why);
    refusal->setVisible(!why.isEmpty());
    return why.isEmpty();
}

NodeRef RoutesView::Impl::current() const
{
    return model.at(filter.mapToSource(table->currentIndex()).row());
}

void RoutesView::Impl::select(MethodId route)
{
    const QModelIndex index = filter.mapFromSource(model.index(model.rowOf(route), RouteTableModel::Key));
    if (!index.isValid())
        return;
    table->setCurrentIndex(index);
    table->scrollTo(index);
}

void RoutesView::Impl::rename(const NodeRef& route, const QString& key)
{
    if (apply(tr("Rename Route"),
              [&](Project p) { return gw::renameRoute(std::move(p), route.api, route.method, key.toStdString()); }))
        select(route.method);
}

void RoutesView::Impl::duplicateCurrent()
{
    const NodeRef route = current();
    if (route.isEmpty())
        return;
    const auto before = workspace.snapshot();
    if (!apply(tr("Duplicate Route"), [&](Project p) { return duplicateRoute(std::move(p), route.api, route.method); }))
        return;
    for (int row = 0; row < model.rowCount(); ++row)
        if (!before->find(model.at(row)))
            select(model.at(row).method);
}

// The row that takes the place of the removed one is selected.
void RoutesView::Impl::removeCurrent()
{
    const NodeRef route = current();
    if (route.isEmpty())
        return;
    const int row = table->currentIndex().row();
    const bool hadFocus = table->hasFocus();
    if (!apply(tr("Delete Route"), [&](Project p) { return deleteRoute(std::move(p), route.api, route.method); }))
        return;
    table->setCurrentIndex(filter.index(std::min(row, filter.rowCount() - 1), RouteTableModel::Key));
    if (hadFocus)
        table->setFocus();
}

void RoutesView::Impl::createFromTarget()
{
    const std::string wanted = target->value().trimmed().toStdString();
    const QString why = applyTelling(workspace, tr("Create from Target"),
                                     [&](Project p) { return createDefaultRoute(std::move(p), api, wanted); }, {});
    target->showError(why);
    if (why.isEmpty()) {
        target->forget();
        target->lineEdit()->clear();
    }
}

void RoutesView::Impl::openCurrent()
{
    if (const NodeRef route = current(); !route.isEmpty())
        emit q.routeRequested(route);
}

void RoutesView::Impl::showTrial()
{
    const Api* found = shown();
    const QString text = path->text().trimmed();
    tried = {};
    if (text.isEmpty() || !found) {
        answer->setText(
            tr("A full match comes before a greedy one, and $default last; a method of its own before ANY."));
    } else {
        const RouteTrial trial =
            tryRoute(*found, verb->currentText(), text.startsWith(QLatin1Char('/')) ? text : QLatin1Char('/') + text);
        tried = trial.route;
        QStringList lines{trial.key.isEmpty() ? trial.why : tr("%1 answers. %2").arg(trial.key, trial.why)};
        if (!trial.variables.isEmpty())
            lines << trial.variables.join(QStringLiteral(", "));
        if (!trial.passedOver.isEmpty())
            lines << tr("Matching as well, and passed over: %1.").arg(trial.passedOver.join(QStringLiteral(", ")));
        answer->setText(lines.join(QLatin1Char('\n')));
    }
    open->setEnabled(!tried.isEmpty());
}

void RoutesView::Impl::showState()
{
    const int all = model.rowCount();
    const int shownRows = filter.rowCount();
    count->setText(shownRows == all ? counted(std::size_t(all), tr("route"), tr("routes"))
                                    : tr("%1 of %2 routes").arg(shownRows).arg(all));
    const bool hasCurrent = table->currentIndex().isValid();
    duplicate->setEnabled(hasCurrent);
    remove->setEnabled(hasCurrent);
    pages->setCurrentIndex(all > 0 ? 0 : 1);
}

bool RoutesView::Impl::handleKey(const QKeyEvent& key)
{
    const bool isPlain = key.modifiers() == Qt::NoModifier || key.modifiers() == Qt::KeypadModifier;
    if (key.key() == Qt::Key_D && key.modifiers() == Qt::ControlModifier) {
        duplicateCurrent();
        return true;
    }
    if (!isPlain)
        return false;
    switch (key.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        openCurrent();
        return true;
    case Qt::Key_F2:
        table->edit(table->currentIndex().siblingAtColumn(RouteTableModel::Key));
        return true;
    case Qt::Key_Delete:
        removeCurrent();
        return true;
    case Qt::Key_Insert:
        q.addRoute();
        return true;
    default:
        return false;
    }
}

RoutesView::RoutesView(Workspace& workspace, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_impl(std::make_unique<Impl>(*this, workspace, theme))
{
    m_impl->build();
    m_impl->showState();
    m_impl->showTrial();
}

// The table goes before the models that it shows.
RoutesView::~RoutesView()
{
    m_impl->table->removeEventFilter(this);
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
    m_impl->model.setRows(routeRows(api));
    if (!m_impl->table->currentIndex().isValid() && m_impl->filter.rowCount() > 0)
        m_impl->table->setCurrentIndex(m_impl->filter.index(0, RouteTableModel::Key));
    m_impl->showState();
    m_impl->showTrial();
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
    m_impl->model.setRows(routeRows(*now)); // the page may not have been told yet
    m_impl->showState();
    const Resource* made = now->openApi()->findPath(path);
    renameRoute(made->methods.front()->id);
}

void RoutesView::renameRoute(MethodId route)
{
    m_impl->filterLine->clear();
    m_impl->select(route);
    m_impl->table->setFocus();
    m_impl->table->edit(m_impl->table->currentIndex().siblingAtColumn(RouteTableModel::Key));
}

QTableView* RoutesView::table() const
{
    return m_impl->table;
}

bool RoutesView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto& key = *static_cast<QKeyEvent*>(event);
    if (watched == m_impl->table)
        return m_impl->table->hasFocus() && m_impl->handleKey(key);
    if (watched == m_impl->filterLine && (key.key() == Qt::Key_Down || key.key() == Qt::Key_Return)) {
        m_impl->table->setFocus();
        if (!m_impl->table->currentIndex().isValid())
            m_impl->table->setCurrentIndex(m_impl->filter.index(0, RouteTableModel::Key));
        return true;
    }
    if (watched == m_impl->filterLine && key.key() == Qt::Key_Escape && !m_impl->filterLine->text().isEmpty()) {
        m_impl->filterLine->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gw::ui
