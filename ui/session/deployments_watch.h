// DeploymentsWatch: notices that deployments were made on disk, by the command line or another studio. It says so and
// no more: what is new is for the session to read.
#pragma once

#include "core/format/deployment_store.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <filesystem>
#include <optional>

namespace gw::ui {

class DeploymentsWatch final : public QObject
{
    Q_OBJECT

public:
    explicit DeploymentsWatch(QObject* parent = nullptr);
    void watch(std::optional<std::filesystem::path> projectFolder); // none: nothing is watched

signals:
    void changed();

private:
    void renew();

    std::optional<DeploymentStore> m_store;
    QFileSystemWatcher m_watcher;
    QTimer m_settle; // a deployment is several files
};

} // namespace gw::ui
