// FunctionMonitor: a function while the gateway runs: its state and counts, its processes, and its log as it grows.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <cstdint>

class QStackedWidget;
class QStandardItemModel;
class QTableView;

namespace gw::ui {

class BackendsSession;
class EmptyState;
class GatewaySession;
class LogView;
class ToneLabel;

class FunctionMonitor final : public QWidget
{
    Q_OBJECT

public:
    FunctionMonitor(GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showFunction(const QString& name);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildRunning(const Theme& theme);
    void refresh();
    void showWorkers();
    void takeLog();

    BackendsSession& m_backends;
    QString m_name;
    std::uint64_t m_seen = 0; // sequence of the last line shown
    QStackedWidget* m_pages;
    ToneLabel* m_state = nullptr;
    ToneLabel* m_counts = nullptr;
    ToneLabel* m_error = nullptr;
    QStandardItemModel* m_rows;
    QTableView* m_workers = nullptr;
    LogView* m_log = nullptr;
};

} // namespace gw::ui
