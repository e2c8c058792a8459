// TraceDetails: one request on the six cards; the selected card's messages and notes beneath, the timeline and the
// execution log on tabs beside them.
#pragma once

#include "gateway-engine/trace/trace.h"
#include "ui/theme/theme.h"

#include <QList>
#include <QWidget>

#include <optional>

class QLabel;
class QSplitter;
class QTabWidget;
class QTableWidget;
class QToolButton;

namespace gw::ui {

class CodeEditor;
class ElidedLabel;
class MessageView;
class MethodBadge;
class MethodPicture;
class StatusPill;
class TimelineView;

class TraceDetails final : public QWidget
{
    Q_OBJECT

public:
    explicit TraceDetails(const Theme& theme, QWidget* parent = nullptr);

    void setTrace(engine::TracePtr trace); // never null
    // What the method calls, when it is a function, state machine or backend of the project; empty: nothing to open.
    void setTarget(const QString& name);
    // The setting that refused the request, in words: "usage plan \"basic\""; empty: nothing to open.
    void setDenial(const QString& setting);
    [[nodiscard]] const engine::TracePtr& trace() const { return m_trace; }
    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray& state);

signals:
    void sendAgainRequested(const gw::engine::TracePtr& trace);
    void goToSettingRequested(gw::engine::Card card);
    void targetRequested();
    void connectionRequested(const QString& connectionId);      // all that went over it
    void denialRequested();                                     // the page of what refused the request
    void gatewayResponseRequested(const QString& responseType); // the answer a fault was given

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeOverview();
    void showCard(engine::Card card);
    void showNotes(engine::Card card);
    void showTargetButton(engine::Card card);
    void showDenial(bool isFailedCard);
    void restyle();

    const Theme& m_theme;
    engine::TracePtr m_trace;
    QString m_target;                         // its name; empty: none
    QString m_denial;                         // what refused the request; empty: none
    std::optional<engine::Card> m_chosenCard; // by the user: kept while going through the list
    MethodBadge* m_badge;
    ElidedLabel* m_path;
    StatusPill* m_status;
    QLabel* m_facts;
    QList<QToolButton*> m_buttons;
    QList<QToolButton*> m_ofRequests; // those that mean something for HTTP requests alone
    QToolButton* m_connection;
    MethodPicture* m_picture;
    QTabWidget* m_tabs;
    QLabel* m_cardTitle;
    QLabel* m_reason;
    QToolButton* m_goToSetting;
    QToolButton* m_goToResponse;
    QToolButton* m_goToTarget;
    QToolButton* m_goToDenial;
    bool m_isAtFailedCard = false;
    QTableWidget* m_notes;
    QSplitter* m_messages;
    MessageView* m_in;
    MessageView* m_out;
    QLabel* m_nothing;
    TimelineView* m_timeline;
    CodeEditor* m_log;
};

} // namespace gw::ui
