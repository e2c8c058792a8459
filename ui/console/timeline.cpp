// The lower half of a WebSocket request's page.
#include "ui/console/timeline.h"

#include "ui/console/body_view.h"
#include "ui/models/quantity_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tone_label.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

namespace gw::ui {

using console::Frame;

namespace {

constexpr int rowPixels = 24;
constexpr qsizetype maxDetailBytes = 256 << 10; // an editor lays it out at once
constexpr qsizetype maxHexBytes = 16 << 10;
constexpr int kindWidth = 96, timeWidth = 104, sizeWidth = 76, searchWidth = 220;

Color colorOf(const Frame& frame)
{
    switch (frame.kind) {
    case Frame::Kind::Error:
        return Color::Danger;
    case Frame::Kind::Open:
        return Color::Success;
    case Frame::Kind::Close:
    case Frame::Kind::Waiting:
        return Color::Alert;
    case Frame::Kind::Ping:
    case Frame::Kind::Pong:
        return Color::TextMuted;
    case Frame::Kind::Text:
    case Frame::Kind::Binary:
        return frame.direction == Frame::Direction::Sent ? Color::Accent : Color::Success;
    }
    return Color::Text;
}

class FrameDelegate final : public QStyledItemDelegate
{
public:
    FrameDelegate(const Theme& theme, const FrameModel& model, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_model(model)
    {
    }

    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const Frame* frame = m_model.frameAt(index);
        const bool isMuted = index.column() == FrameModel::Time || index.column() == FrameModel::Size;
        const bool isPlain = index.column() == FrameModel::Text && frame && frame->kind != Frame::Kind::Error;
        const Color color = isMuted ? Color::TextMuted : isPlain || !frame ? Color::Text : colorOf(*frame);
        option->palette.setColor(QPalette::Text, m_theme.color(color));
        option->palette.setColor(QPalette::HighlightedText, m_theme.color(color));
        option->font = m_theme.monospace(fontSize::secondary);
        option->textElideMode = Qt::ElideRight;
    }

private:
    const Theme& m_theme;
    const FrameModel& m_model;
};

} // namespace

console::Message messageOf(const Frame& frame)
{
    if (frame.kind == Frame::Kind::Binary)
        return {console::MessageKind::Hex, QString::fromLatin1(frame.payload.toHex(' '))};
    const QByteArray text = frame.payload.trimmed();
    const bool isJson = text.startsWith('{') || text.startsWith('[');
    return {isJson ? console::MessageKind::Json : console::MessageKind::Text, QString::fromUtf8(frame.payload)};
}

Timeline::Timeline(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_model(new FrameModel(this)), m_pages(new QStackedWidget(this)),
      m_table(new RowTable)
{
    using namespace std::chrono_literals;
    m_typing.setSingleShot(true);
    m_typing.setInterval(150ms);
    setUpRowTable(*m_table, m_model, tr("Messages"));
    m_table->setItemDelegate(new FrameDelegate(theme, *m_model, m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(rowPixels);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(FrameModel::Kind, kindWidth);
    m_table->setColumnWidth(FrameModel::Time, timeWidth);
    m_table->setColumnWidth(FrameModel::Size, sizeWidth);
    m_nothing = new EmptyState(theme, QStringLiteral("websocket"), {}, {});
    auto* sides = new QSplitter(Qt::Horizontal);
    sides->setChildrenCollapsible(false);
    sides->addWidget(m_table);
    sides->addWidget(makeDetail());
    sides->setStretchFactor(0, 3);
    sides->setStretchFactor(1, 2);
    sides->setSizes({600, 400});
    m_pages->addWidget(sides);
    m_pages->addWidget(m_nothing);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_pages, 1);

    connect(&m_typing, &QTimer::timeout, this, &Timeline::applyFilter);
    connect(m_model, &FrameModel::countsChanged, this, &Timeline::refresh);
    connect(m_model, &QAbstractItemModel::modelReset, this, &Timeline::showChosen);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &Timeline::showChosen);
    // Whoever scrolls up wants to read: the view stays where it is until it is at its end again.
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_followsEnd = value == m_table->verticalScrollBar()->maximum(); });
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_followsEnd)
            m_table->scrollToBottom();
    });
    connect(&m_formatter, &console::BodyFormatter::formatted, this, [this](const QByteArray& pretty) {
        m_detail->setLanguage(CodeEditor::Language::Json);
        m_detail->setPlainText(QString::fromUtf8(pretty.left(maxDetailBytes)));
    });
    refresh();
    showChosen();
}

QWidget* Timeline::makeBar()
{
    auto* bar = new QWidget(this);
    m_which = new SegmentedControl(m_theme, bar);
    for (const QString& name : {tr("All"), tr("Sent"), tr("Received")})
        m_which->addSegment(name);
    m_search = new QLineEdit(bar);
    m_search->setPlaceholderText(tr("Filter messages"));
    m_search->setAccessibleName(tr("Filter messages"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(searchWidth);
    m_count = new ToneLabel(m_theme, tone::label);
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_clear = iconButton(m_theme, QStringLiteral("trash"), tr("Clear the messages"), bar);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(spacing::l, spacing::xs, spacing::m, spacing::xs);
    layout->setSpacing(spacing::m);
    layout->addWidget(m_which);
    layout->addWidget(m_search, 1);
    layout->addWidget(m_count, 1);
    layout->addWidget(m_clear);
    connect(m_which, &SegmentedControl::currentChanged, this, &Timeline::applyFilter);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, &Timeline::applyFilter);
    connect(m_clear, &QToolButton::clicked, m_model, &FrameModel::clear);
    return bar;
}

QWidget* Timeline::makeDetail()
{
    auto* side = new QWidget;
    m_about = new ToneLabel(m_theme, tone::label);
    m_about->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_copy = iconButton(m_theme, QStringLiteral("copy"), tr("Copy the message"), side);
    m_resend = iconButton(m_theme, QStringLiteral("send"), tr("Send the message again"), side);
    m_keep = iconButton(m_theme, QStringLiteral("save"), tr("Save the message"), side);
    m_detail = new CodeEditor(m_theme);
    m_detail->setReadOnly(true);
    m_detail->setUndoRedoEnabled(false);
    m_detail->setWordWrap(true);
    m_detail->setLineNumbersVisible(false);
    m_detail->setFrameShape(QFrame::NoFrame);
    m_detail->setAccessibleName(tr("Chosen message"));
    m_detail->setPlaceholderText(tr("Choose a message to read it here."));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(spacing::m, 0, spacing::m, 0);
    bar->setSpacing(spacing::xs);
    bar->addWidget(m_about, 1);
    for (QToolButton* button : {m_copy, m_resend, m_keep})
        bar->addWidget(button);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_detail, 1);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        if (const Frame* frame = chosen())
            QApplication::clipboard()->setText(frame->kind == Frame::Kind::Binary
                                                   ? QString::fromLatin1(frame->payload.toHex(' '))
                                                   : QString::fromUtf8(frame->payload));
    });
    connect(m_resend, &QToolButton::clicked, this, [this] {
        if (const Frame* frame = chosen())
            emit resendRequested(messageOf(*frame));
    });
    connect(m_keep, &QToolButton::clicked, this, [this] {
        if (const Frame* frame = chosen())
            emit saveRequested(messageOf(*frame));
    });
    return side;
}

void Timeline::append(const std::vector<Frame>& frames)
{
    m_model->append(frames);
}

void Timeline::noteDropped(qint64 count)
{
    m_model->noteDropped(count);
}

void Timeline::focusFilter()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QString Timeline::detailText() const
{
    return m_detail->toPlainText();
}

void Timeline::applyFilter()
{
    m_typing.stop();
    FrameFilter filter;
    filter.text = m_search->text();
    filter.sent = m_which->current() != 2;
    filter.received = m_which->current() != 1;
    filter.control = m_which->current() == 0;
    m_followsEnd = true;
    m_model->setFilter(filter);
}

void Timeline::refresh()
{
    const int total = m_model->totalCount();
    const int shown = m_model->rowCount();
    QString text = shown == total ? tr("Rows: %L1").arg(total) : tr("Rows: %L1 of %L2").arg(shown).arg(total);
    if (m_model->droppedCount() > 0)
        text += tr(", %L1 older ones were dropped").arg(m_model->droppedCount());
    m_count->setText(total == 0 ? QString() : text);
    m_count->setToolTip(m_model->droppedCount() > 0
                            ? tr("The newest %L1 rows or 64 MiB are kept.").arg(FrameModel::mostFrames)
                            : QString());
    m_clear->setEnabled(total > 0);
    const bool isEmpty = shown == 0 && !m_model->isFiltering();
    if (isEmpty && total > 0)
        m_nothing->setText(tr("No message matches"), tr("Change the filter above."));
    else if (isEmpty)
        m_nothing->setText(tr("No messages yet"), tr("Connect, then send a message with Ctrl+Enter. Everything that "
                                                     "is sent and received is listed here."));
    m_pages->setCurrentIndex(isEmpty ? 1 : 0);
}

const Frame* Timeline::chosen() const
{
    return m_model->frameAt(m_table->currentIndex());
}

void Timeline::showChosen()
{
    m_formatter.forget();
    const Frame* frame = chosen();
    const bool isMessage = frame && (frame->kind == Frame::Kind::Text || frame->kind == Frame::Kind::Binary);
    m_copy->setEnabled(frame);
    m_resend->setEnabled(isMessage);
    m_keep->setEnabled(isMessage);
    m_detail->setLanguage(CodeEditor::Language::Plain);
    if (!frame) {
        m_about->clear();
        m_detail->clear();
        return;
    }
    const QString when = QDateTime::fromMSecsSinceEpoch(frame->time).toString(QStringLiteral("HH:mm:ss.zzz"));
    m_about->setText(isMessage ? tr("%1, %2").arg(when, sizeText(frame->payload.size())) : when);
    if (frame->kind == Frame::Kind::Binary)
        return m_detail->setPlainText(hexDump(frame->payload.left(maxHexBytes)));
    if (frame->kind == Frame::Kind::Close)
        return m_detail->setPlainText(frameSummary(*frame));
    m_detail->setPlainText(QString::fromUtf8(frame->payload.left(maxDetailBytes)));
    if (messageOf(*frame).kind == console::MessageKind::Json)
        m_formatter.format(frame->payload);
}

} // namespace gw::ui
