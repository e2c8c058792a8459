// BackendMonitor: a backend while the gateway runs: its state, its instances, and what its processes print.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <cstdint>

class QHBoxLayout;
class QPushButton;
class QStackedWidget;
class QStandardItemModel;
class QTableView;

namespace gw::ui {

class BackendsSession;
class GatewaySession;
class LogView;
class ToneLabel;

class BackendMonitor final : public QWidget
{
    Q_OBJECT

public:
    BackendMonitor(GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showBackend(const QString& name, bool isApplication);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildRunning(const Theme& theme);
    void buildCommands(QHBoxLayout& row, QWidget* page);
    void refresh();
    void showInstances();
    void showFailures();
    void takeLog();

    BackendsSession& m_backends;
    QString m_name;
    bool m_isApplication = false;
    std::uint64_t m_seen = 0; // sequence of the last line shown
    QStackedWidget* m_pages;
    ToneLabel* m_state = nullptr;
    ToneLabel* m_reason = nullptr;
    ToneLabel* m_failures = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_restart = nullptr;
    QStandardItemModel* m_rows;
    QTableView* m_instances = nullptr;
    QWidget* m_logHead = nullptr;
    LogView* m_log = nullptr;
};

} // namespace gw::ui
