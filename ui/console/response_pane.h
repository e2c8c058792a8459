// ResponsePane: what came back: status, time and size on a line; body, headers, trace and execution log on tabs. While
// a request is under way it shows the progress, when there was no answer the reason and the way out.
#pragma once

#include "core/console/http_sender.h"
#include "gateway-engine/trace/trace.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableWidget;
class QTabWidget;

namespace gw::ui {

class BodyView;
class CodeEditor;
class EmptyState;
class EventsView;
class MethodPicture;
class StatusPill;

class ResponsePane final : public QWidget
{
    Q_OBJECT

public:
    explicit ResponsePane(const Theme& theme, QWidget* parent = nullptr);

    void showNothing();
    void showSending();
    void showProgress(qint64 received, qint64 total);
    // An answer that streams; `more` has just arrived of it.
    void showStreamed(const console::HttpResponse& soFar, const QByteArray& more);
    [[nodiscard]] bool isStreaming() const { return m_isStreaming; }
    void showOutcome(const console::HttpOutcome& outcome);
    void setTrace(const engine::TracePtr& trace);   // of the response shown
    void showTested(const engine::TracePtr& trace); // after showOutcome(): it came from a test, and this is its trace
    void setGatewayRuns(bool runs);
    [[nodiscard]] QString requestId() const { return m_requestId; } // x-amzn-RequestId of the response shown

signals:
    void cancelRequested();
    void retryRequested();
    void startGatewayRequested();
    void flipRequested();
    void showTraceRequested(const QString& requestId);

private:
    QWidget* makeSending();
    QWidget* makeAnswer();
    QWidget* makeTrace();
    void showAnswer(const console::HttpResponse& response);
    void showHead(const console::HttpResponse& response);
    void showEvents(const console::HttpResponse& response);
    void showHeaders(const std::vector<console::HeaderLine>& headers);
    void showError(const Diagnostic& error);
    void restyle();

    const Theme& m_theme;
    QString m_requestId;
    engine::TracePtr m_trace;
    QStackedWidget* m_pages;
    EmptyState* m_nothing;
    QWidget* m_sending;
    QLabel* m_sendingText;
    QProgressBar* m_progress;
    EmptyState* m_error;
    QPushButton* m_start;
    QWidget* m_answer;
    StatusPill* m_status;
    QLabel* m_time;
    QLabel* m_size;
    QLabel* m_tested;
    QLabel* m_broken;
    QPushButton* m_stop;
    QTabWidget* m_tabs;
    BodyView* m_body;
    EventsView* m_events;
    bool m_isStreaming = false;
    QTableWidget* m_headers;
    QWidget* m_traceTab;
    QLabel* m_traceNote;
    MethodPicture* m_picture;
    QPushButton* m_openTrace;
    CodeEditor* m_log;
};

} // namespace gw::ui
