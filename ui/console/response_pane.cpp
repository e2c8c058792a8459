// The lower half of the console.
#include "ui/console/response_pane.h"

#include "gateway-engine/trace/execution_log.h"
#include "ui/console/body_view.h"
#include "ui/console/events_view.h"
#include "ui/inspector/trace_picture.h"
#include "ui/models/quantity_text.h"
#include "ui/widgets/badges.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_stack.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int headerRowHeight = 26;
constexpr int eventsTab = 4;

QString nameFor(const console::HttpResponse& response)
{
    const QString last = response.url.path().section(u'/', -1);
    const bool hasEnding = last.contains(u'.');
    const QString type = QString::fromLatin1(response.header("Content-Type")).section(u';', 0, 0).section(u'/', 1);
    const QString ending = type.contains(QLatin1String("json")) ? QStringLiteral("json") : type.section(u'+', 0, 0);
    return hasEnding || ending.isEmpty()
               ? (last.isEmpty() ? QStringLiteral("response") : last)
               : QStringLiteral("%1.%2").arg(last.isEmpty() ? QStringLiteral("response") : last, ending);
}

} // namespace

ResponsePane::ResponsePane(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_pages(new PageStack(this))
{
    m_nothing = new EmptyState(theme, QStringLiteral("send"), tr("No response yet"),
                               tr("Type a URL above, or choose a saved request, then press Send (Ctrl+Enter)."));
    m_sending = makeSending();
    m_error = new EmptyState(theme, QStringLiteral("warning"), {}, {});
    m_start = m_error->addButton(tr("Start Gateway"), ButtonRole::Primary);
    QPushButton* retry = m_error->addButton(tr("Send Again"));
    m_answer = makeAnswer();
    for (QWidget* page : {static_cast<QWidget*>(m_nothing), m_sending, static_cast<QWidget*>(m_error), m_answer})
        m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connect(m_start, &QPushButton::clicked, this, &ResponsePane::startGatewayRequested);
    connect(retry, &QPushButton::clicked, this, &ResponsePane::retryRequested);
    connect(&theme, &Theme::changed, this, &ResponsePane::restyle);
    restyle();
}

QWidget* ResponsePane::makeSending()
{
    auto* page = new QWidget;
    m_sendingText = new QLabel(page);
    m_sendingText->setAlignment(Qt::AlignCenter);
    m_progress = new QProgressBar(page);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(280);
    auto* cancel = pushButton(tr("Cancel"), page);
    connect(cancel, &QPushButton::clicked, this, &ResponsePane::cancelRequested);
    auto* layout = new QVBoxLayout(page);
    layout->setSpacing(spacing::l);
    layout->addStretch();
    layout->addWidget(m_sendingText);
    layout->addWidget(m_progress, 0, Qt::AlignHCenter);
    layout->addWidget(cancel, 0, Qt::AlignHCenter);
    layout->addStretch();
    return page;
}

QWidget* ResponsePane::makeAnswer()
{
    auto* page = new QWidget;
    m_status = new StatusPill(m_theme, page);
    m_time = new QLabel(page);
    m_size = new QLabel(page);
    m_tested = new QLabel(tr("Tested: not deployed, not sent"), page);
    m_tested->setToolTip(tr("The design as it stands answered, without authorizers, keys, throttles and canary."));
    m_broken = new QLabel(page);
    m_broken->setWordWrap(true);
    m_stop = pushButton(tr("Stop"), page);
    m_stop->setToolTip(tr("End the answer and keep what has arrived"));
    m_stop->hide();
    connect(m_stop, &QPushButton::clicked, this, &ResponsePane::cancelRequested);
    auto* flip = iconButton(m_theme, QStringLiteral("panel-bottom"), tr("Response below or beside"), page,
                            QKeySequence(Qt::CTRL | Qt::Key_J));
    connect(flip, &QToolButton::clicked, this, &ResponsePane::flipRequested);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(spacing::l, spacing::m, spacing::m, spacing::xs);
    line->setSpacing(spacing::l);
    line->addWidget(m_status);
    line->addWidget(m_time);
    line->addWidget(m_size);
    line->addWidget(m_tested);
    line->addWidget(m_broken, 1);
    line->addWidget(m_stop);
    line->addWidget(flip);
    m_tabs = new QTabWidget(page);
    m_tabs->setDocumentMode(true);
    m_body = new BodyView(m_theme);
    m_headers = new QTableWidget(0, 2);
    m_headers->setHorizontalHeaderLabels({tr("Name"), tr("Value")});
    m_headers->setAccessibleName(tr("Response headers"));
    m_headers->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_headers->setShowGrid(false);
    m_headers->setFrameShape(QFrame::NoFrame);
    m_headers->setTabKeyNavigation(false);
    m_headers->verticalHeader()->hide();
    m_headers->verticalHeader()->setDefaultSectionSize(headerRowHeight);
    m_headers->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_headers->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_headers->horizontalHeader()->setStretchLastSection(true);
    m_headers->horizontalHeader()->setHighlightSections(false);
    m_traceTab = makeTrace();
    m_tabs->addTab(m_body, tr("Body"));
    auto* headersTab = new QWidget;
    auto* headersLayout = new QVBoxLayout(headersTab);
    headersLayout->setContentsMargins(spacing::m, 0, 0, 0); // in line with the tabs above
    headersLayout->addWidget(m_headers);
    m_tabs->addTab(headersTab, tr("Headers"));
    // The picture needs width; beside the request it may scroll instead of pushing the request together.
    auto* traceScroll = new QScrollArea;
    traceScroll->setWidget(m_traceTab);
    traceScroll->setWidgetResizable(true);
    traceScroll->setFrameShape(QFrame::NoFrame);
    m_tabs->addTab(traceScroll, tr("Trace"));
    m_log = new CodeEditor(m_theme);
    m_log->setReadOnly(true);
    m_log->setWordWrap(true);
    m_log->setLineNumbersVisible(false);
    m_log->setFrameShape(QFrame::NoFrame);
    m_log->setAccessibleName(tr("Execution log"));
    m_log->setPlaceholderText(tr("The log stands here once the trace of the answer has arrived."));
    m_tabs->addTab(m_log, tr("Log"));
    m_events = new EventsView(m_theme);
    m_tabs->addTab(m_events, tr("Events"));
    m_tabs->setTabVisible(eventsTab, false);
    connect(m_events, &EventsView::countChanged, this, [this](int count) {
        m_tabs->setTabText(eventsTab, count == 0 ? tr("Events") : tr("Events (%L1)").arg(count));
    });
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_tabs, 1);
    return page;
}

QWidget* ResponsePane::makeTrace()
{
    auto* page = new QWidget;
    m_traceNote = new QLabel(page);
    m_traceNote->setWordWrap(true);
    m_picture = new MethodPicture(m_theme, page);
    m_openTrace = pushButton(tr("Open in Inspector"), page);
    connect(m_openTrace, &QPushButton::clicked, this, [this] { emit showTraceRequested(m_requestId); });
    connect(m_picture, &MethodPicture::cardSelected, this, [this] { emit showTraceRequested(m_requestId); });
    auto* line = new QHBoxLayout;
    line->addWidget(m_traceNote, 1);
    line->addWidget(m_openTrace, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(spacing::l, spacing::m, spacing::l, spacing::m);
    layout->setSpacing(spacing::m);
    layout->addLayout(line);
    layout->addWidget(m_picture);
    layout->addStretch();
    return page;
}

void ResponsePane::restyle()
{
    const auto tint = [this](QLabel* label, Color color) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, m_theme.color(color));
        label->setPalette(palette);
        label->setFont(m_theme.text(fontSize::secondary));
    };
    tint(m_time, Color::TextMuted);
    tint(m_size, Color::TextMuted);
    tint(m_tested, Color::Accent);
    tint(m_broken, Color::Danger);
    tint(m_traceNote, Color::TextMuted);
    tint(m_sendingText, Color::TextMuted);
    m_headers->setFont(m_theme.monospace(fontSize::secondary));
    m_headers->horizontalHeader()->setFont(m_theme.text(fontSize::secondary));
}

void ResponsePane::showNothing()
{
    m_isStreaming = false;
    m_requestId.clear();
    m_pages->setCurrentWidget(m_nothing);
}

void ResponsePane::showSending()
{
    m_isStreaming = false;
    m_requestId.clear();
    m_sendingText->setText(tr("Waiting for the answer…"));
    m_progress->setRange(0, 0);
    m_pages->setCurrentWidget(m_sending);
}

void ResponsePane::showProgress(qint64 received, qint64 total)
{
    constexpr int steps = 1000;
    m_progress->setRange(0, total > 0 ? steps : 0);
    if (total > 0)
        m_progress->setValue(static_cast<int>(received * steps / total));
    m_sendingText->setText(total > 0 ? tr("Receiving %1 of %2").arg(sizeText(received), sizeText(total))
                                     : tr("Receiving %1").arg(sizeText(received)));
}

void ResponsePane::showStreamed(const console::HttpResponse& soFar, const QByteArray& more)
{
    const QString type = QString::fromLatin1(soFar.header("Content-Type"));
    const bool isFirst = !std::exchange(m_isStreaming, true);
    const bool hasEvents = console::isEventStream(soFar);
    if (isFirst) {
        setTrace(nullptr);
        m_tested->hide();
        m_broken->clear();
        m_stop->show();
        showHead(soFar);
        m_body->beginStream(type);
        m_events->begin();
        m_tabs->setTabVisible(eventsTab, hasEvents);
        if (hasEvents)
            m_tabs->setCurrentIndex(eventsTab);
    }
    // What came before it was shown is shown now.
    const QByteArray arrived = isFirst ? soFar.body.all() : more;
    m_body->addStreamed(arrived);
    if (hasEvents)
        m_events->feed(arrived);
    m_time->setText(tr("arriving"));
    m_time->setToolTip({});
    m_size->setText(sizeText(soFar.body.size()));
}

// Of an event stream that ended before it could be shown as it came.
void ResponsePane::showEvents(const console::HttpResponse& response)
{
    const bool hasEvents = console::isEventStream(response);
    if (hasEvents && !m_isStreaming) {
        m_events->begin();
        m_events->feed(response.body.all(), false);
    }
    m_tabs->setTabVisible(eventsTab, hasEvents);
}

void ResponsePane::showOutcome(const console::HttpOutcome& outcome)
{
    setTrace(nullptr);
    m_tested->hide();
    m_stop->hide();
    if (!outcome.response)
        return showError(outcome.error.value_or(Diagnostic{}));
    m_broken->setText(outcome.error ? QString::fromStdString(outcome.error->message) : QString());
    m_broken->setToolTip(outcome.error ? QString::fromStdString(outcome.error->hint) : QString());
    if (outcome.isStopped)
        m_broken->setText(tr("Stopped: this had arrived."));
    showEvents(*outcome.response);
    m_isStreaming = false;
    showAnswer(*outcome.response);
}

void ResponsePane::showHead(const console::HttpResponse& response)
{
    m_requestId = QString::fromLatin1(response.header("x-amzn-RequestId"));
    m_status->setStatus(response.status, QStringLiteral("%1 %2").arg(response.status).arg(response.reason).trimmed());
    showHeaders(response.headers);
    m_pages->setCurrentWidget(m_answer);
}

void ResponsePane::showAnswer(const console::HttpResponse& response)
{
    showHead(response);
    m_time->setText(durationText(response.total));
    m_time->setToolTip(
        tr("Head after %1, whole after %2").arg(durationText(response.firstByte), durationText(response.total)));
    m_size->setText(sizeText(response.body.size()));
    m_size->setToolTip(tr("%L1 bytes of body").arg(response.body.size()));
    m_body->setBody(response.body, QString::fromLatin1(response.header("Content-Type")), nameFor(response));
    m_traceNote->setText(m_requestId.isEmpty()
                             ? tr("No trace: this answer did not come from a gateway of this project.")
                             : tr("Waiting for the trace of %1…").arg(m_requestId));
}

void ResponsePane::showHeaders(const std::vector<console::HeaderLine>& headers)
{
    m_headers->setRowCount(static_cast<int>(headers.size()));
    for (std::size_t row = 0; row < headers.size(); ++row) {
        const QByteArray texts[] = {headers[row].first, headers[row].second};
        for (int column = 0; column < 2; ++column) {
            auto* item = new QTableWidgetItem(QString::fromUtf8(texts[column]));
            item->setToolTip(item->text());
            m_headers->setItem(static_cast<int>(row), column, item);
        }
    }
    m_tabs->setTabText(1, tr("Headers (%1)").arg(headers.size()));
}

void ResponsePane::showError(const Diagnostic& error)
{
    m_isStreaming = false;
    m_requestId.clear();
    m_error->setText(QString::fromStdString(error.message), QString::fromStdString(error.hint));
    m_pages->setCurrentWidget(m_error);
}

void ResponsePane::setTrace(const engine::TracePtr& trace)
{
    m_trace = trace;
    m_picture->setVisible(trace != nullptr);
    m_openTrace->setVisible(trace != nullptr);
    m_log->setPlainText(trace ? QString::fromStdString(engine::executionLog(*trace)).trimmed() : QString());
    if (!trace)
        return;
    m_picture->setContent(pictureOf(*trace));
    m_traceNote->setText(trace->hasFault
                             ? QString::fromStdString(trace->fault.reason)
                             : tr("What happened to this request, step by step. Choose a card to see more."));
}

void ResponsePane::showTested(const engine::TracePtr& trace)
{
    m_requestId = QString::fromStdString(trace->requestId);
    m_tested->show();
    setTrace(trace);
}

void ResponsePane::setGatewayRuns(bool runs)
{
    m_start->setVisible(!runs);
}

} // namespace gw::ui
