// CacheMonitor: a stage's cache while the gateway runs: what it has been good for, what it holds, and the ways to empty
// it (reference 1.30). Looks once a second, and only while it is seen.
#pragma once

#include "gateway-engine/access.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <string>
#include <vector>

class QComboBox;
class QPushButton;
class QTableView;
class QTimer;
class QVBoxLayout;

namespace gw::ui {

class AccessSession;
class CacheEntriesModel;
class GatewaySession;
class ToneLabel;

class CacheMonitor final : public QWidget
{
    Q_OBJECT

public:
    CacheMonitor(GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showStage(const std::string& apiId, const std::string& stage);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildButtons(QVBoxLayout& column);
    void buildTable(QVBoxLayout& column);
    void refresh();
    void showCaches();
    void showState();
    void flush();
    void removeCurrent();
    [[nodiscard]] const engine::StageCacheState* shown() const;

    AccessSession& m_access;
    std::string m_apiId;
    std::string m_stage;
    std::vector<engine::StageCacheState> m_caches;
    QTimer* m_timer;
    ToneLabel* m_state;
    QComboBox* m_which;
    QPushButton* m_flush;
    QPushButton* m_remove;
    CacheEntriesModel* m_model;
    QTableView* m_table;
};

} // namespace gw::ui
