// SavedRequests: the request files of the open project with their tree. Follows changes others make to the folder.
#pragma once

#include "core/console/request_store.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace gw::ui {

class RequestTreeModel;

class SavedRequests final : public QObject
{
    Q_OBJECT

public:
    explicit SavedRequests(QObject* parent = nullptr);

    void setProjectFolder(const QString& folder);
    [[nodiscard]] RequestTreeModel& tree() { return *m_tree; }
    [[nodiscard]] const console::RequestStore& store() const { return m_store; }
    [[nodiscard]] bool exists(const QString& path) const;

    // Each refreshes the tree; failed() says why when nothing came of it (the result is empty then).
    QString create(const QString& folder, const QString& name, const console::ConsoleRequest& request);
    QString createWebSocket(const QString& folder, const QString& name, const console::WebSocketRequest& request);
    QString createFolder(const QString& folder);
    QString rename(const QString& path, const QString& newName);
    QString duplicate(const QString& path);
    bool remove(const QString& path);
    bool save(const QString& path, const console::ConsoleRequest& request);
    bool save(const QString& path, const console::WebSocketRequest& request);

signals:
    void failed(const gw::Diagnostic& diagnostic);
    void renamed(const QString& path, const QString& newPath);
    void changedOutside(); // files were changed by others

private:
    bool done(const Result<void>& result);
    QString done(const Result<QString>& result);
    void refresh();

    console::RequestStore m_store{QString()};
    RequestTreeModel* m_tree;
    QFileSystemWatcher m_watcher;
    QTimer m_delay; // many files change at once
};

} // namespace gw::ui
