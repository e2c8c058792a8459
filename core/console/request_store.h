// RequestStore: the saved requests of a project, files in requests/<folder>/<name>.yaml. A request is known by its path
// inside requests/ without the ending: "pets/List pets"; the file's name is the request's name.
#pragma once

#include "core/console/request.h"
#include "core/console/websocket_request.h"
#include "core/result.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace gw::console {

// A folder or a request, children sorted: folders first, then by name without regard to case.
struct RequestEntry
{
    QString name;
    QString path; // "pets" or "pets/List pets"
    bool isFolder = false;
    QString method; // of a request, "WS" of a WebSocket request; empty when its file cannot be read
    std::vector<RequestEntry> children;
    bool operator==(const RequestEntry&) const = default;
};

class RequestStore
{
public:
    explicit RequestStore(QString projectFolder);

    [[nodiscard]] QString folder() const;
    [[nodiscard]] QString filePath(const QString& path) const;
    [[nodiscard]] std::vector<RequestEntry> list() const; // bounded depth and count; links out are not followed
    [[nodiscard]] QStringList folders() const;            // absolute, for watching

    [[nodiscard]] Result<ConsoleRequest> load(const QString& path) const;
    [[nodiscard]] Result<void> save(const QString& path, const ConsoleRequest& request); // patches what is there
    [[nodiscard]] bool isWebSocket(const QString& path) const; // its type, whatever else the file says
    [[nodiscard]] Result<WebSocketRequest> loadWebSocket(const QString& path) const;
    [[nodiscard]] Result<void> save(const QString& path, const WebSocketRequest& request);

    // Each gives the new path. Names are checked; nothing is ever overwritten.
    [[nodiscard]] Result<QString> create(const QString& parentFolder, const QString& name,
                                         const ConsoleRequest& request);
    [[nodiscard]] Result<QString> createWebSocket(const QString& parentFolder, const QString& name,
                                                  const WebSocketRequest& request);
    [[nodiscard]] Result<QString> createFolder(const QString& parentFolder, const QString& name);
    [[nodiscard]] Result<QString> rename(const QString& path, const QString& newName);
    [[nodiscard]] Result<QString> duplicate(const QString& path);
    [[nodiscard]] Result<void> remove(const QString& path); // to the desktop's trash where there is one

    // "New request", "New request 2", …: free in `parentFolder`.
    [[nodiscard]] QString freeName(const QString& parentFolder, const QString& wanted) const;

private:
    [[nodiscard]] Result<QString> freePath(const QString& parentFolder, const QString& name) const;
    [[nodiscard]] bool isFolder(const QString& path) const;
    [[nodiscard]] Result<void> replace(const QString& path, const std::string& before,
                                       const Result<std::string>& after);
    [[nodiscard]] Result<QString> createFile(const QString& parentFolder, const QString& name,
                                             const Result<std::string>& text);

    QString m_folder;
};

} // namespace gw::console
