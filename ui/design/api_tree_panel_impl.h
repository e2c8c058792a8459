// The inside of ApiTreePanel, shared by its two source files: api_tree_panel.cpp (what is shown) and
// api_tree_commands.cpp (what can be done).
#pragma once

#include "ui/design/api_tree_panel.h"
#include "ui/design/tree_edits.h"
#include "ui/models/api_tree_filter.h"
#include "ui/models/api_tree_model.h"

#include <QKeySequence>
#include <QPersistentModelIndex>
#include <QTreeView>

#include <functional>

class QKeyEvent;
class QLineEdit;
class QStackedLayout;

namespace gw::ui {

struct ApiTreePanel::Impl
{
    Impl(ApiTreePanel& panel, Workspace& workspace, const Theme& theme)
        : q(panel), workspace(workspace), theme(theme), edits(workspace)
    {
    }

    ApiTreePanel& q;
    Workspace& workspace;
    const Theme& theme;
    TreeEdits edits;
    ApiTreeModel model;
    ApiTreeFilter filter;
    QWidget* header = nullptr;
    QLineEdit* filterLine = nullptr;
    QWidget* nothingFound = nullptr;
    QTreeView* tree = nullptr;
    QWidget* newApi = nullptr; // in the empty state
    QStackedLayout* pages = nullptr;
    QList<QPersistentModelIndex> expandedBeforeFilter; // of the model
    QPersistentModelIndex beforeFilter;                // of the model: what was shown last
    QStringList wantedExpanded;                        // of the last session, until the project is open
    NodeRef current;                                   // what is shown, to find it again after it moved

    void build();
    QWidget* buildHeader();
    QWidget* buildEmptyState();
    QTreeView* buildTree();
    void connectModel();
    void refresh();
    void narrow(const QString& text);
    void showAfterFilter(const QModelIndex& source);
    void remember();
    void restoreLostSelection();
    void visitExpanded(const std::function<void(const QModelIndex&)>& visit, const QModelIndex& parent = {});
    [[nodiscard]] QString pathOf(const QModelIndex& source) const;
    void expandWanted(const QModelIndex& parent);
    void editRow(const NodeRef& node);
    void editAuthorizer(ApiId api, const QString& name);
    void show(const QModelIndex& source);
    void openMenu(const QPoint& position);
    void fillNewMenu(QMenu& menu);
    void fillSectionMenu(QMenu& menu, const TreeItem& item);
    void popUpVerbs();
    void popUpVerbChange();
    void moveByDialog();
    void removeCurrent();
    void addCommand(QMenu& menu, const QString& text, Command command, const QKeySequence& keys = {});
    bool handleKey(const QKeyEvent& key);
    bool handleFilterKey(const QKeyEvent& key);
    bool typesIntoFilter(const QKeyEvent& key);
    void leaveFilter();
    [[nodiscard]] QModelIndex sourceIndex() const; // of what is shown
    [[nodiscard]] QPoint menuPoint() const;
    [[nodiscard]] bool isOfKind(const TreeItem& item, ApiKind kind) const; // its API
    [[nodiscard]] QString newResourceText(const TreeItem& item) const;
};

} // namespace gw::ui
