// ConversationView: what went over one connection, both ways: a table of events, and the one chosen in full, with the
// route it took and why. Each opens its trace in the inspector.
#pragma once

#include "ui/models/conversation_model.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QToolButton;

namespace gw::ui {

class CodeEditor;
class GatewaySession;
class RowTable;
class ToneLabel;

class ConversationView final : public QWidget
{
    Q_OBJECT

public:
    ConversationView(GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);

    void showConnection(const std::string& connectionId); // empty: none
    [[nodiscard]] RowTable* table() const { return m_table; }
    [[nodiscard]] ConversationModel& model() { return m_model; }

signals:
    void traceRequested(const QString& requestId);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTable();
    void buildDetails(const Theme& theme);
    void showCurrent();
    void openTrace();
    void follow(const std::vector<engine::TracePtr>& finished);

    GatewaySession& m_gateway;
    ConversationModel m_model;
    RowTable* m_table;
    QWidget* m_details;
    ToneLabel* m_heading;
    ToneLabel* m_why;
    CodeEditor* m_text;
    QToolButton* m_open;
    ToneLabel* m_nothing;
};

} // namespace gw::ui
