// The right side of the inspector.
#include "ui/inspector/trace_details.h"

#include "gateway-engine/trace/execution_log.h"
#include "gateway-engine/trace/trace_curl.h"
#include "ui/inspector/denial.h"
#include "ui/inspector/message_view.h"
#include "ui/inspector/timeline_view.h"
#include "ui/inspector/trace_picture.h"
#include "ui/inspector/trace_words.h"
#include "ui/models/quantity_text.h"
#include "ui/widgets/badges.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int maxNoteRows = 6; // then the table scrolls
constexpr int noteRowHeight = 24;

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

QString whenAndWhere(const engine::Trace& trace)
{
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(trace.time.time_since_epoch());
    QStringList parts{QDateTime::fromMSecsSinceEpoch(since.count()).toString(QStringLiteral("HH:mm:ss.zzz"))};
    if (!trace.apiName.empty())
        parts.append(toQt(trace.apiName + " / " + trace.stage));
    parts.append(durationText(trace.duration));
    parts.append(sizeText(static_cast<qint64>(trace.responseBytes)));
    return parts.join(QStringLiteral("  ·  "));
}

void tint(QLabel* label, const QColor& color)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, color);
    label->setPalette(palette);
}

} // namespace

TraceDetails::TraceDetails(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    m_picture = new MethodPicture(theme, this);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_timeline = new TimelineView(theme);
    m_log = new CodeEditor(theme);
    m_log->setReadOnly(true);
    m_log->setWordWrap(true);
    m_log->setAccessibleName(tr("Execution log"));
    m_tabs->addTab(makeOverview(), tr("Overview"));
    m_tabs->addTab(m_timeline, tr("Timeline"));
    m_tabs->addTab(m_log, tr("Log"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::l);
    layout->setSpacing(spacing::m);
    layout->addWidget(makeHead());
    layout->addWidget(m_picture);
    layout->addWidget(m_tabs, 1);

    connect(m_picture, &MethodPicture::cardSelected, this, [this](engine::Card card) {
        m_chosenCard = card;
        showCard(card);
        m_tabs->setCurrentIndex(0);
    });
    connect(m_picture, &MethodPicture::goToSettingRequested, this, &TraceDetails::goToSettingRequested);
    connect(&theme, &Theme::changed, this, &TraceDetails::restyle);
    restyle();
}

QWidget* TraceDetails::makeHead()
{
    auto* head = new QWidget(this);
    m_badge = new MethodBadge(m_theme, head);
    m_path = new ElidedLabel({}, head);
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_status = new StatusPill(m_theme, head);
    m_facts = new QLabel(head);
    auto* again = flatButton(m_theme, QStringLiteral("send"), tr("Send again"), head);
    again->setToolTip(tr("Open this request in the console"));
    connect(again, &QToolButton::clicked, this, [this] { emit sendAgainRequested(m_trace); });
    auto* curl = flatButton(m_theme, QStringLiteral("copy"), tr("Copy as cURL"), head);
    curl->setToolTip(tr("Copy the request as a cURL command"));
    connect(curl, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(toQt(engine::toCurl(*m_trace))); });
    auto* json = flatButton(m_theme, QStringLiteral("code"), tr("Copy JSON"), head);
    json->setToolTip(tr("Copy the whole trace as JSON"));
    connect(json, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(jsonText(*m_trace)); });

    m_connection = flatButton(m_theme, QStringLiteral("websocket"), tr("Whole connection"), head);
    m_connection->setToolTip(tr("Show all that went over this connection"));
    connect(m_connection, &QToolButton::clicked, this,
            [this] { emit connectionRequested(toQt(m_trace->socket->connectionId)); });

    m_buttons = {m_connection, curl, json, again};
    m_ofRequests = {curl, again};

    auto* first = new QHBoxLayout;
    first->setSpacing(spacing::m);
    first->addWidget(m_badge);
    first->addWidget(m_path, 1);
    auto* second = new QHBoxLayout;
    second->setSpacing(spacing::m);
    second->addWidget(m_status);
    second->addWidget(m_facts, 1);
    second->addWidget(m_connection);
    second->addWidget(curl);
    second->addWidget(json);
    second->addWidget(again);
    auto* layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::xs);
    layout->addLayout(first);
    layout->addLayout(second);
    return head;
}

QWidget* TraceDetails::makeOverview()
{
    auto* page = new QWidget;
    m_cardTitle = new QLabel(page);
    m_goToSetting = flatButton(m_theme, QStringLiteral("arrow-right"), tr("Go to setting"), page);
    m_goToResponse = flatButton(m_theme, QStringLiteral("pencil"), tr("Customise this answer"), page);
    m_goToTarget = flatButton(m_theme, QStringLiteral("link"), {}, page);
    m_goToTarget->setToolTip(tr("Show what the method calls: its state, its log and its last failures"));
    m_goToDenial = flatButton(m_theme, QStringLiteral("lock"), {}, page);
    m_goToDenial->setToolTip(tr("Show the setting that refused the request"));
    m_reason = new QLabel(page);
    m_reason->setWordWrap(true);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_notes = new QTableWidget(0, 2, page);
    m_notes->setAccessibleName(tr("Notes of this step"));
    m_notes->horizontalHeader()->hide();
    m_notes->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_notes->horizontalHeader()->setStretchLastSection(true);
    m_notes->verticalHeader()->hide();
    m_notes->verticalHeader()->setDefaultSectionSize(noteRowHeight);
    m_notes->setShowGrid(false);
    m_notes->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_notes->setTabKeyNavigation(false);
    m_nothing = new QLabel(tr("No message was captured at this card."), page);
    m_messages = new QSplitter(Qt::Horizontal, page);
    m_messages->setChildrenCollapsible(false);
    m_in = new MessageView(m_theme, tr("In"), m_messages);
    m_out = new MessageView(m_theme, tr("Out"), m_messages);
    m_out->setContentsMargins(spacing::m, 0, 0, 0); // clear of the splitter's line

    auto* title = new QHBoxLayout;
    title->addWidget(m_cardTitle, 1);
    title->addWidget(m_goToDenial);
    title->addWidget(m_goToTarget);
    title->addWidget(m_goToResponse);
    title->addWidget(m_goToSetting);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, spacing::m, 0, 0);
    layout->setSpacing(spacing::m);
    layout->addLayout(title);
    layout->addWidget(m_reason);
    layout->addWidget(m_notes);
    layout->addWidget(m_nothing);
    layout->addWidget(m_messages, 1);
    layout->addStretch(0);
    connect(m_goToSetting, &QToolButton::clicked, this, [this] {
        if (m_picture->selectedCard())
            emit goToSettingRequested(*m_picture->selectedCard());
    });
    connect(m_goToDenial, &QToolButton::clicked, this, &TraceDetails::denialRequested);
    connect(m_goToTarget, &QToolButton::clicked, this, &TraceDetails::targetRequested);
    connect(m_goToResponse, &QToolButton::clicked, this,
            [this] { emit gatewayResponseRequested(toQt(m_trace->fault.responseType)); });
    return page;
}

// Where there is little room the buttons are icons with tool tips.
void TraceDetails::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < 90 * fontMetrics().averageCharWidth();
    for (QToolButton* button : m_buttons)
        button->setToolButtonStyle(isNarrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

void TraceDetails::restyle()
{
    m_path->setFont(m_theme.monospace(fontSize::section));
    m_facts->setFont(m_theme.text(fontSize::secondary));
    tint(m_facts, m_theme.color(Color::TextMuted));
    m_cardTitle->setFont(m_theme.text(fontSize::section, true));
    tint(m_reason, m_theme.color(Color::Danger));
    tint(m_nothing, m_theme.color(Color::TextMuted));
    m_notes->setFont(m_theme.monospace(fontSize::secondary));
}

void TraceDetails::setTrace(engine::TracePtr trace)
{
    m_trace = std::move(trace);
    m_badge->setVerb(toQt(m_trace->method));
    m_path->setText(toQt(m_trace->path));
    m_status->setVisible(m_trace->status != 0);
    m_status->setStatus(m_trace->status, statusText(*m_trace));
    m_facts->setText(whenAndWhere(*m_trace));
    m_connection->setVisible(m_trace->socket != nullptr);
    for (QToolButton* button : m_ofRequests)
        button->setVisible(!m_trace->socket);
    m_picture->setContent(pictureOf(*m_trace));
    m_timeline->setTrace(m_trace);
    m_log->setPlainText(toQt(engine::executionLog(*m_trace)).trimmed());
    const bool keepsCard = m_chosenCard && !m_trace->hasFault;
    showCard(keepsCard ? *m_chosenCard : interestingCard(*m_trace));
}

void TraceDetails::setTarget(const QString& name)
{
    m_target = name;
    m_goToTarget->setText(tr("Open %1").arg(name));
    if (m_picture->selectedCard())
        showTargetButton(*m_picture->selectedCard());
}

void TraceDetails::setDenial(const QString& setting)
{
    m_denial = setting;
    m_goToDenial->setText(tr("Open %1").arg(setting));
    showDenial(m_isAtFailedCard);
}

void TraceDetails::showDenial(bool isFailedCard)
{
    m_isAtFailedCard = isFailedCard;
    m_goToDenial->setVisible(isFailedCard && !m_denial.isEmpty());
}

// What it answered stands at two cards.
void TraceDetails::showTargetButton(engine::Card card)
{
    const bool isItsCard = card == engine::Card::Integration || card == engine::Card::IntegrationResponse;
    m_goToTarget->setVisible(isItsCard && !m_target.isEmpty());
}

void TraceDetails::showCard(engine::Card card)
{
    m_picture->setSelectedCard(card);
    const CardContent content = pictureOf(*m_trace)[static_cast<std::size_t>(card)];
    m_cardTitle->setText(content.title.isEmpty() ? QString::fromLatin1(engine::cardName(card)) : content.title);
    const bool failed = content.state == CardContent::State::Failed;
    m_goToResponse->setVisible(failed && !m_trace->fault.responseType.empty() && !m_trace->socket);
    m_goToResponse->setToolTip(tr("Show the gateway response %1").arg(toQt(m_trace->fault.responseType)));
    m_reason->setVisible(failed);
    m_reason->setText(failed ? denialWords(*m_trace) + content.reason : content.reason);
    showDenial(failed);
    m_goToSetting->setVisible(!m_trace->resourcePath.empty() && card != engine::Card::Client);
    showTargetButton(card);
    showNotes(card);
    const engine::TraceMessage* in = messageInto(*m_trace, card);
    const engine::TraceMessage* out = messageOutOf(*m_trace, card);
    if (failed && !in && !out) { // refused before anything was made of it: what came, and what was answered
        in = messageInto(*m_trace, engine::Card::Client);
        out = messageOutOf(*m_trace, engine::Card::Client);
    }
    m_in->setMessage(in);
    m_out->setMessage(out);
    m_messages->setVisible(in || out);
    m_nothing->setVisible(!in && !out && content.state != CardContent::State::Failed);
    m_nothing->setText(content.state == CardContent::State::Skipped
                           ? (m_trace->hasFault ? tr("The request ended before it got here.")
                                                : tr("This method has nothing to do at this card."))
                           : tr("No message was captured at this card."));
}

void TraceDetails::showNotes(engine::Card card)
{
    std::vector<engine::TraceNote> notes;
    for (const engine::Span* span : spansOf(*m_trace, card))
        notes.insert(notes.end(), span->notes.begin(), span->notes.end());
    m_notes->setRowCount(static_cast<int>(notes.size()));
    for (std::size_t row = 0; row < notes.size(); ++row) {
        auto* name = new QTableWidgetItem(toQt(notes[row].first));
        name->setForeground(m_theme.color(Color::TextMuted));
        m_notes->setItem(static_cast<int>(row), 0, name);
        auto* value = new QTableWidgetItem(toQt(notes[row].second));
        value->setToolTip(value->text());
        m_notes->setItem(static_cast<int>(row), 1, value);
    }
    const int shownRows = std::min(static_cast<int>(notes.size()), maxNoteRows);
    m_notes->setVisible(!notes.empty());
    m_notes->setFixedHeight(shownRows * noteRowHeight + 2 * m_notes->frameWidth());
}

QByteArray TraceDetails::saveState() const
{
    return m_messages->saveState();
}

void TraceDetails::restoreState(const QByteArray& state)
{
    m_messages->restoreState(state);
}

} // namespace gw::ui
