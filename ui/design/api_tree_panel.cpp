// What the API tree's side bar shows: rows of ApiTreeModel through the filter, and the selection kept over changes.
#include "ui/design/api_tree_panel_impl.h"

#include "ui/design/api_tree_delegate.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <functional>

namespace gw::ui {

namespace {

constexpr int indentation = 16;

} // namespace

void ApiTreePanel::Impl::build()
{
    filter.setSourceModel(&model);
    auto* column = new QVBoxLayout(&q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    header = buildHeader();
    column->addWidget(header);
    pages = new QStackedLayout;
    column->addLayout(pages, 1); // first, since what is shown without a parent is a window
    pages->addWidget(buildTree());
    pages->addWidget(buildEmptyState());
    connectModel();
    refresh();
}

QWidget* ApiTreePanel::Impl::buildHeader()
{
    auto* head = new QWidget;
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(spacing::l, spacing::m, spacing::m, spacing::m);
    column->setSpacing(spacing::s);
    auto* row = new QHBoxLayout;
    row->addWidget(new ToneLabel(theme, {Color::TextMuted, fontSize::caption, true, false}, tr("APIs")), 1);
    auto* add = iconButton(theme, QStringLiteral("plus"), tr("New"), head);
    auto* menu = new QMenu(add);
    connect(menu, &QMenu::aboutToShow, &q, [this, menu] {
        menu->clear();
        fillNewMenu(*menu);
    });
    add->setMenu(menu);
    add->setPopupMode(QToolButton::InstantPopup);
    row->addWidget(add);
    column->addLayout(row);
    filterLine = new QLineEdit;
    filterLine->setPlaceholderText(tr("Filter"));
    filterLine->setToolTip(tr("Shows what holds every word, such as \"get pets\". Typing in the tree starts here."));
    filterLine->setAccessibleName(tr("Filter the API tree"));
    filterLine->setClearButtonEnabled(true);
    filterLine->installEventFilter(&q);
    connect(filterLine, &QLineEdit::textChanged, &q, [this](const QString& text) { narrow(text); });
    column->addWidget(filterLine);
    nothingFound = new ToneLabel(theme, tone::muted, tr("Nothing here holds these words."));
    nothingFound->hide();
    column->addWidget(nothingFound);
    return head;
}

QWidget* ApiTreePanel::Impl::buildEmptyState()
{
    auto* state = new EmptyState(theme, QStringLiteral("api"), {}, {});
    const auto explain = [this, state] {
        const bool isBroken = hasErrors(workspace.diagnostics());
        state->setText(isBroken ? tr("No API could be read") : tr("No API yet"),
                       isBroken ? tr("The Problems pane (Alt+1) says where and why.")
                                : tr("An API holds the paths, methods or messages that clients send."));
    };
    explain();
    connect(&workspace, &Workspace::diagnosticsChanged, state, explain);
    const auto offer = [this, state](const QString& title, Command command, ButtonRole role = ButtonRole::Normal) {
        QPushButton* button = state->addButton(title, role);
        button->setAutoDefault(true); // Enter presses it
        connect(button, &QPushButton::clicked, &q, [this, command] { q.run(command); });
        return button;
    };
    newApi = offer(tr("New REST API"), Command::NewApi, ButtonRole::Primary);
    offer(tr("New HTTP API"), Command::NewHttpApi);
    offer(tr("New WebSocket API"), Command::NewWebSocketApi);
    offer(tr("New Function"), Command::NewFunction);
    return state;
}

QTreeView* ApiTreePanel::Impl::buildTree()
{
    tree = new QTreeView;
    tree->setModel(&filter);
    tree->setItemDelegate(new ApiTreeDelegate(theme, tree));
    tree->setHeaderHidden(true);
    tree->setUniformRowHeights(true);
    tree->setIndentation(indentation);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setAccessibleName(tr("API tree"));
    tree->setEditTriggers(QAbstractItemView::EditKeyPressed);
    tree->setContextMenuPolicy(Qt::CustomContextMenu);
    tree->setDragDropMode(QAbstractItemView::DragDrop);
    tree->setDefaultDropAction(Qt::MoveAction);
    tree->setDropIndicatorShown(true);
    tree->setExpandsOnDoubleClick(false);
    tree->installEventFilter(&q);
    connect(tree, &QTreeView::customContextMenuRequested, &q, [this](const QPoint& p) { openMenu(p); });
    connect(tree, &QTreeView::activated, &q, &ApiTreePanel::itemActivated);
    connect(tree, &QTreeView::doubleClicked, &q,
            [this](const QModelIndex& index) { tree->setExpanded(index, !tree->isExpanded(index)); });
    connect(tree->selectionModel(), &QItemSelectionModel::currentChanged, &q, [this] {
        remember();
        emit q.currentItemChanged();
    });
    connect(&theme, &Theme::changed, tree, [this] { tree->viewport()->update(); });
    return tree;
}

void ApiTreePanel::Impl::connectModel()
{
    connect(&model, &ApiTreeModel::renameRequested, &q,
            [this](const TreeItem& item, const QString& name) { edits.rename(item, name); });
    connect(&model, &ApiTreeModel::moveRequested, &q, [this](const TreeItem& item, const QString& parent) {
        if (const NodeRef moved = edits.moveTo(item, parent); !moved.isEmpty())
            q.select(moved);
    });
    connect(&workspace, &Workspace::opened, &q, [this] {
        filterLine->clear();
        refresh();
        tree->expandToDepth(0);
        expandWanted({});
        if (!tree->currentIndex().isValid())
            tree->setCurrentIndex(filter.index(0, 0));
    });
    connect(&workspace, &Workspace::changed, &q, [this] { refresh(); });
}

void ApiTreePanel::Impl::refresh()
{
    const NodeRef before = current;
    using Sections = ApiTreeModel::Sections;
    const Project& project = workspace.project();
    const bool isEmpty = project.apis.empty() && project.functions.empty() && project.stateMachines.empty() &&
                         project.backends.empty() && project.apiKeys.empty() && project.usagePlans.empty() &&
                         project.domainNames.empty() && project.webAcls.empty() && project.userPools.empty() &&
                         project.localIssuer->users.empty() && project.localIssuer->clients.empty();
    model.setProject(workspace.hasProject() ? workspace.snapshot() : nullptr,
                     workspace.isLoneFile() || isEmpty ? Sections::Hidden : Sections::Shown);
    header->setEnabled(workspace.hasProject());
    pages->setCurrentIndex(workspace.hasProject() && isEmpty ? 1 : 0);
    const QModelIndex now = sourceIndex();
    if (!before.isEmpty() && !(model.itemAt(now).ref == before)) {
        current = before;
        restoreLostSelection();
    }
    emit q.currentItemChanged();
}

void ApiTreePanel::Impl::remember()
{
    current = model.itemAt(sourceIndex()).ref;
}

// The element shown stands elsewhere now (it was moved, or its removal was undone): follow it.
void ApiTreePanel::Impl::restoreLostSelection()
{
    NodeRef wanted = current;
    wanted.resource = {}; // a method may have been moved
    const QModelIndex found = model.indexOf(wanted);
    if (current.method || current.stage || !current.api) {
        if (found.isValid())
            show(found);
    } else if (current.resource) {
        if (const QModelIndex resource = model.indexOf(current); resource.isValid())
            show(resource);
    }
    remember();
}

void ApiTreePanel::Impl::show(const QModelIndex& source)
{
    QModelIndex index = filter.mapFromSource(source);
    if (!index.isValid() && filter.isActive()) {
        filterLine->clear();
        index = filter.mapFromSource(source);
    }
    tree->setCurrentIndex(index);
    tree->scrollTo(index);
}

void ApiTreePanel::Impl::narrow(const QString& text)
{
    const bool wasActive = filter.isActive();
    if (!wasActive && !text.trimmed().isEmpty()) {
        expandedBeforeFilter.clear();
        visitExpanded([this](const QModelIndex& source) { expandedBeforeFilter << QPersistentModelIndex(source); });
    }
    const QPersistentModelIndex shown = sourceIndex();
    filter.setText(text);
    if (filter.isActive())
        tree->expandAll();
    else if (wasActive)
        for (const QPersistentModelIndex& index : expandedBeforeFilter)
            tree->expand(filter.mapFromSource(index));
    showAfterFilter(shown);
}

// What was shown stays where it passes the filter; else the first row found takes its place.
void ApiTreePanel::Impl::showAfterFilter(const QModelIndex& source)
{
    if (source.isValid())
        beforeFilter = source;
    QModelIndex index = filter.mapFromSource(beforeFilter);
    if (!index.isValid())
        index = filter.firstFound();
    nothingFound->setVisible(filter.isActive() && filter.rowCount() == 0);
    if (!index.isValid())
        return; // what was shown stays
    tree->setCurrentIndex(index);
    tree->scrollTo(index);
}

QModelIndex ApiTreePanel::Impl::sourceIndex() const
{
    const QModelIndex current = filter.mapToSource(tree->currentIndex());
    return current.isValid() || !filter.isActive() ? current : QModelIndex(beforeFilter);
}

void ApiTreePanel::Impl::visitExpanded(const std::function<void(const QModelIndex&)>& visit, const QModelIndex& parent)
{
    for (int row = 0; row < filter.rowCount(parent); ++row) {
        const QModelIndex index = filter.index(row, 0, parent);
        if (!tree->isExpanded(index))
            continue;
        visit(filter.mapToSource(index));
        visitExpanded(visit, index);
    }
}

// "petstore/pets/{petId}": names from the API down, the same in the next session.
QString ApiTreePanel::Impl::pathOf(const QModelIndex& source) const
{
    const QString name = model.itemAt(source).name;
    return source.parent().isValid() ? pathOf(source.parent()) + QLatin1Char('/') + name : name;
}

void ApiTreePanel::Impl::expandWanted(const QModelIndex& parent)
{
    for (int row = 0; row < model.rowCount(parent) && !wantedExpanded.isEmpty(); ++row) {
        const QModelIndex source = model.index(row, 0, parent);
        if (model.rowCount(source) == 0 || !wantedExpanded.contains(pathOf(source)))
            continue;
        tree->expand(filter.mapFromSource(source));
        expandWanted(source);
    }
}

void ApiTreePanel::Impl::editRow(const NodeRef& node)
{
    if (node.isEmpty())
        return;
    q.select(node);
    tree->setFocus();
    tree->edit(tree->currentIndex());
}

void ApiTreePanel::Impl::editAuthorizer(ApiId api, const QString& name)
{
    if (name.isEmpty())
        return;
    q.selectAuthorizer(api, name);
    tree->setFocus();
    tree->edit(tree->currentIndex());
}

ApiTreePanel::ApiTreePanel(Workspace& workspace, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_impl(std::make_unique<Impl>(*this, workspace, theme))
{
    m_impl->build();
}

ApiTreePanel::~ApiTreePanel()
{
    m_impl->tree->setModel(nullptr); // the models go before the widgets that show them
}

TreeItem ApiTreePanel::currentItem() const
{
    return m_impl->model.itemAt(m_impl->sourceIndex());
}

void ApiTreePanel::focusContent(Qt::FocusReason reason)
{
    QWidget* content = m_impl->pages->currentIndex() == 0 ? static_cast<QWidget*>(m_impl->tree) : m_impl->newApi;
    content->setFocus(reason);
}

QTreeView* ApiTreePanel::view() const
{
    return m_impl->tree;
}

void ApiTreePanel::select(const NodeRef& node)
{
    if (const QModelIndex index = m_impl->model.indexOf(node); index.isValid())
        m_impl->show(index);
}

void ApiTreePanel::selectSection(TreeKind kind)
{
    if (const QModelIndex index = m_impl->model.indexOfSection(kind); index.isValid())
        m_impl->show(index);
}

void ApiTreePanel::selectAuthorizer(ApiId api, const QString& name)
{
    if (const QModelIndex index = m_impl->model.indexOfAuthorizer(api, name); index.isValid())
        m_impl->show(index);
}

void ApiTreePanel::selectPath(ApiId api, const QString& path)
{
    if (const QModelIndex index = m_impl->model.indexOfPath(api, path); index.isValid())
        m_impl->show(index);
}

QStringList ApiTreePanel::expandedPaths() const
{
    QStringList paths;
    m_impl->visitExpanded([&](const QModelIndex& source) { paths << m_impl->pathOf(source); });
    return paths;
}

void ApiTreePanel::setExpandedPaths(const QStringList& paths)
{
    m_impl->wantedExpanded = paths;
    m_impl->expandWanted({});
}

bool ApiTreePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto& key = *static_cast<QKeyEvent*>(event);
    if (watched == m_impl->tree)
        return m_impl->tree->hasFocus() && m_impl->handleKey(key); // not what the rename editor let through
    return m_impl->handleFilterKey(key) || QWidget::eventFilter(watched, event);
}

} // namespace gw::ui
