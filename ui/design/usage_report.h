// UsageReport: what the keys of a usage plan have used while the gateway runs: a row a key with what is left of its
// quota, a chart of the chosen key's days, an extension of its quota, and all of it as CSV (reference 1.27).
#pragma once

#include "ui/session/access_session.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <string>

class QComboBox;
class QPushButton;
class QSpinBox;
class QStandardItemModel;
class QTableView;
class QTimer;
class QVBoxLayout;

namespace gw::ui {

class DayChart;
class GatewaySession;
class ToneLabel;
class Workspace;

class UsageReport final : public QWidget
{
    Q_OBJECT

public:
    UsageReport(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showPlan(const std::string& planId);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildTable(QVBoxLayout& column);
    void buildExtension(QVBoxLayout& column);
    void ask();
    void take(const PlanUsage& usage);
    void showState();
    void showRows();
    void showChart();
    void grant();
    void exportCsv();
    [[nodiscard]] const engine::KeyUsage* chosen() const;

    Workspace& m_workspace;
    AccessSession& m_access;
    const Theme& m_theme;
    std::string m_planId;
    PlanUsage m_usage;
    bool m_isRead = false; // of this plan, at least once
    QTimer* m_timer;
    ToneLabel* m_state;
    QComboBox* m_span;
    QPushButton* m_export;
    QStandardItemModel* m_rows;
    QTableView* m_table;
    DayChart* m_chart;
    QWidget* m_extension;
    QSpinBox* m_more;
    QPushButton* m_grant;
};

} // namespace gw::ui
