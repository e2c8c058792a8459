// RequestsSidebar: saved requests as a tree over the history. Says what people want; the page does it.
#pragma once

#include "ui/theme/theme.h"

#include <QModelIndex>
#include <QWidget>

class QListView;
class QStackedWidget;
class QTabWidget;
class QTreeView;

namespace gw::ui {

class HistoryModel;
class RequestTreeModel;

class RequestsSidebar final : public QWidget
{
    Q_OBJECT

public:
    RequestsSidebar(RequestTreeModel& requests, HistoryModel& history, const Theme& theme, QWidget* parent = nullptr);

    void select(const QString& path); // without openRequested()
    void editName(const QString& path);
    [[nodiscard]] QString currentFolder() const; // where a new request goes

signals:
    void openRequested(const QString& path);
    void historyRequested(const QModelIndex& index);
    void newRequestRequested(const QString& folder);
    void newWebSocketRequested(const QString& folder);
    void newFolderRequested(const QString& folder);
    void duplicateRequested(const QString& path);
    void deleteRequested(const QString& path);
    void clearHistoryRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeSaved();
    QWidget* makeHistory();
    QWidget* makeButtons();
    void showMenu(const QPoint& position);
    void refreshEmpty();
    [[nodiscard]] QString currentPath() const;

    const Theme& m_theme;
    RequestTreeModel& m_requests;
    HistoryModel& m_history;
    QTabWidget* m_tabs;
    QStackedWidget* m_savedPages;
    QStackedWidget* m_historyPages;
    QTreeView* m_tree;
    QListView* m_list;
    bool m_isSelecting = false;
};

} // namespace gw::ui
