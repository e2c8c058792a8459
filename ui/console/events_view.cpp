// The Events tab of a response.
#include "ui/console/events_view.h"

#include "ui/widgets/code_editor.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QDateTime>
#include <QHeaderView>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int rowPixels = 24;
constexpr int timeWidth = 104, eventWidth = 120, idWidth = 100;
constexpr qsizetype shownLength = 400;
constexpr qsizetype maxDetailLength = 256 << 10;

qint64 lengthOf(const ArrivedEvent& arrived)
{
    return arrived.event.data.size() + arrived.event.event.size() + arrived.event.id.size();
}

} // namespace

void EventModel::append(std::vector<ArrivedEvent> events)
{
    if (events.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(events.size()) - 1);
    for (ArrivedEvent& event : events) {
        m_characters += lengthOf(event);
        m_events.push_back(std::move(event));
    }
    endInsertRows();
    dropOldest();
}

void EventModel::dropOldest()
{
    std::size_t gone = 0;
    qint64 characters = m_characters;
    while (m_events.size() - gone > mostEvents || (characters > mostCharacters && m_events.size() - gone > 1))
        characters -= lengthOf(m_events[gone++]);
    if (gone == 0)
        return;
    beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
    m_events.erase(m_events.begin(), m_events.begin() + static_cast<std::ptrdiff_t>(gone));
    m_characters = characters;
    m_dropped += static_cast<qint64>(gone);
    endRemoveRows();
}

void EventModel::clear()
{
    beginResetModel();
    m_events.clear();
    m_characters = m_dropped = 0;
    endResetModel();
}

const ArrivedEvent* EventModel::eventAt(const QModelIndex& index) const
{
    return index.isValid() && index.row() < rowCount() ? &m_events[static_cast<std::size_t>(index.row())] : nullptr;
}

int EventModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int EventModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventModel::data(const QModelIndex& index, int role) const
{
    const ArrivedEvent* arrived = eventAt(index);
    if (!arrived || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    switch (index.column()) {
    case Time:
        return arrived->time == 0
                   ? QString()
                   : QDateTime::fromMSecsSinceEpoch(arrived->time).toString(QStringLiteral("HH:mm:ss.zzz"));
    case Event:
        return arrived->event.event;
    case Id:
        return arrived->event.id;
    case Data:
        return arrived->event.data.left(shownLength).simplified();
    default:
        return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= ColumnCount)
        return {};
    static const char* const names[] = {QT_TR_NOOP("Time"), QT_TR_NOOP("Event"), QT_TR_NOOP("Id"), QT_TR_NOOP("Data")};
    return tr(names[section]);
}

EventsView::EventsView(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_model(new EventModel(this)), m_table(new RowTable), m_detail(new CodeEditor(theme)),
      m_note(new ToneLabel(theme, tone::label))
{
    setUpRowTable(*m_table, m_model, tr("Events"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->setDefaultSectionSize(rowPixels);
    m_table->setColumnWidth(EventModel::Time, timeWidth);
    m_table->setColumnWidth(EventModel::Event, eventWidth);
    m_table->setColumnWidth(EventModel::Id, idWidth);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_detail->setReadOnly(true);
    m_detail->setWordWrap(true);
    m_detail->setLineNumbersVisible(false);
    m_detail->setFrameShape(QFrame::NoFrame);
    m_detail->setAccessibleName(tr("Data of the event"));
    m_detail->setPlaceholderText(tr("Choose an event to read its data here."));
    m_note->setContentsMargins(spacing::l, spacing::xs, spacing::l, spacing::xs);
    m_note->hide();
    auto* sides = new QSplitter(Qt::Horizontal);
    sides->setChildrenCollapsible(false);
    sides->addWidget(m_table);
    sides->addWidget(m_detail);
    sides->setSizes({600, 400});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(sides, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &EventsView::showChosen);
    connect(m_model, &QAbstractItemModel::modelReset, this, &EventsView::showChosen);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_followsEnd = value == m_table->verticalScrollBar()->maximum(); });
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_followsEnd)
            m_table->scrollToBottom();
    });
    connect(&m_formatter, &console::BodyFormatter::formatted, this, [this](const QByteArray& pretty) {
        m_detail->setLanguage(CodeEditor::Language::Json);
        m_detail->setPlainText(QString::fromUtf8(pretty).left(maxDetailLength));
    });
}

void EventsView::begin()
{
    m_reader = {};
    m_model->clear();
    m_note->hide();
    m_followsEnd = true;
    emit countChanged(0);
}

void EventsView::feed(const QByteArray& bytes, bool isNow)
{
    const qint64 now = isNow ? QDateTime::currentMSecsSinceEpoch() : 0;
    std::vector<ArrivedEvent> arrived;
    for (console::ServerSentEvent& event : m_reader.feed(bytes))
        arrived.push_back({now, std::move(event)});
    if (arrived.empty())
        return;
    m_model->append(std::move(arrived));
    m_note->setVisible(m_model->droppedCount() > 0);
    m_note->setText(tr("%L1 older events were dropped here; the Body tab has them.").arg(m_model->droppedCount()));
    emit countChanged(count());
}

int EventsView::count() const
{
    return m_model->rowCount() + static_cast<int>(m_model->droppedCount());
}

void EventsView::showChosen()
{
    m_formatter.forget();
    const ArrivedEvent* chosen = m_model->eventAt(m_table->currentIndex());
    m_detail->setLanguage(CodeEditor::Language::Plain);
    const QString data = chosen ? chosen->event.data : QString();
    m_detail->setPlainText(data.left(maxDetailLength) +
                           (chosen && chosen->event.isCut ? tr("\n(cut after 1 MiB)") : QString()));
    if (chosen && (data.startsWith(u'{') || data.startsWith(u'[')))
        m_formatter.format(data.toUtf8());
}

} // namespace gw::ui
