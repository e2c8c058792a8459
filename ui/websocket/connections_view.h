// ConnectionsView: the open connections of a WebSocket API: age, idle timer, sub-protocol, client and traffic, through
// a filter; what went over the one chosen; and what can be done with those selected (ConnectionActions). Looks at the
// gateway once a second, and only while it is seen.
#pragma once

#include "core/api/project.h"
#include "ui/models/connections_model.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTimer;

namespace gw::ui {

class ConnectionActions;
class ConversationView;
class EmptyState;
class GatewaySession;
class ToneLabel;

class ConnectionsView final : public QWidget
{
    Q_OBJECT

public:
    ConnectionsView(GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);

    void showApi(const Api& api);
    void refresh(); // asks the gateway now
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] ConnectionsModel& model() { return m_model; }
    [[nodiscard]] ConversationView* conversation() const { return m_conversation; }

signals:
    void traceRequested(const QString& requestId);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildList(const Theme& theme);
    QWidget* buildFilter(const Theme& theme);
    void buildTable(const Theme& theme);
    void take(const std::string& apiId, const ConnectionRows& rows, int total);
    void follow(bool isDone);
    void showState();
    void showCurrent();
    void closeSelected(int code, const QString& reason);
    [[nodiscard]] ConnectionRows selected() const;
    [[nodiscard]] ConnectionRows all() const;

    GatewaySession& m_gateway;
    ConnectionsSession& m_session;
    ConnectionsModel m_model;
    std::string m_apiId;
    QString m_address;
    int m_total = 0;
    QTimer* m_timer;
    QStackedWidget* m_pages;
    EmptyState* m_empty = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_copy = nullptr;
    QLineEdit* m_filter = nullptr;
    ToneLabel* m_count = nullptr;
    QTableView* m_table = nullptr;
    ConversationView* m_conversation = nullptr;
    ConnectionActions* m_actions = nullptr;
};

} // namespace gw::ui
