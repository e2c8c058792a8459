// All frames in one queue, those the filter lets through by their numbers in another.
#include "ui/console/frame_model.h"

#include "ui/models/quantity_text.h"

#include <QDateTime>

#include <algorithm>

namespace gw::ui {

using console::Frame;

namespace {

constexpr quint64 sliceFrames = 4'000;
constexpr qint64 sliceBytes = 2 << 20;
constexpr qsizetype summaryBytes = 400; // more does not fit a row

bool isMessage(const Frame& frame)
{
    return frame.kind == Frame::Kind::Text || frame.kind == Frame::Kind::Binary;
}

QString arrow(const Frame& frame)
{
    if (frame.direction == Frame::Direction::Sent)
        return QStringLiteral("↑ ");
    return frame.direction == Frame::Direction::Received ? QStringLiteral("↓ ") : QStringLiteral("· ");
}

QString directionWord(const Frame& frame)
{
    if (frame.direction == Frame::Direction::Sent)
        return frame.isAutomatic ? FrameModel::tr("Sent by a rule") : FrameModel::tr("Sent");
    return frame.direction == Frame::Direction::Received ? FrameModel::tr("Received") : QString();
}

} // namespace

QString frameSummary(const Frame& frame)
{
    switch (frame.kind) {
    case Frame::Kind::Binary:
        return QString::fromLatin1(frame.payload.left(64).toHex(' '));
    case Frame::Kind::Close: {
        const QString meaning = console::closeCodeMeaning(frame.closeCode);
        QString text = QString::number(frame.closeCode);
        if (!meaning.isEmpty())
            text += QStringLiteral(" ") + meaning;
        return frame.payload.isEmpty() ? text : text + QStringLiteral(": ") + QString::fromUtf8(frame.payload);
    }
    case Frame::Kind::Open:
    case Frame::Kind::Text:
    case Frame::Kind::Ping:
    case Frame::Kind::Pong:
    case Frame::Kind::Error:
    case Frame::Kind::Waiting:
        return QString::fromUtf8(frame.payload.left(summaryBytes)).simplified();
    }
    return {};
}

FrameModel::FrameModel(QObject* parent, std::size_t capacity, qint64 byteCapacity)
    : QAbstractTableModel(parent), m_capacity(capacity), m_byteCapacity(byteCapacity)
{
    m_filtering.setInterval(0);
    connect(&m_filtering, &QTimer::timeout, this, &FrameModel::filterMore);
}

bool FrameModel::accepts(const Frame& frame) const
{
    const bool isWanted = !isMessage(frame)                           ? m_filter.control
                          : frame.direction == Frame::Direction::Sent ? m_filter.sent
                                                                      : m_filter.received;
    if (!isWanted || m_filter.text.isEmpty())
        return isWanted;
    const QString text =
        isMessage(frame) && frame.kind == Frame::Kind::Text ? QString::fromUtf8(frame.payload) : frameSummary(frame);
    return text.contains(m_filter.text, Qt::CaseInsensitive);
}

void FrameModel::append(const std::vector<Frame>& frames)
{
    const bool isCurrent = m_next == m_first + m_all.size();
    for (const Frame& each : frames) {
        m_bytes += each.payload.size();
        m_all.push_back(each);
    }
    dropOldest();
    if (isCurrent)
        showMore(m_first + m_all.size());
    emit countsChanged();
}

void FrameModel::noteDropped(qint64 count)
{
    m_dropped += count;
    emit countsChanged();
}

void FrameModel::dropOldest()
{
    Number first = m_first;
    qint64 bytes = m_bytes;
    const Number end = m_first + m_all.size();
    while (end - first > m_capacity || (bytes > m_byteCapacity && end - first > 1))
        bytes -= frame(first++).payload.size();
    if (first == m_first)
        return;
    const auto kept = std::lower_bound(m_shown.begin(), m_shown.end(), first);
    const int gone = static_cast<int>(kept - m_shown.begin());
    if (gone > 0)
        beginRemoveRows({}, 0, gone - 1);
    m_shown.erase(m_shown.begin(), kept);
    m_all.erase(m_all.begin(), m_all.begin() + static_cast<std::ptrdiff_t>(first - m_first));
    m_dropped += static_cast<qint64>(first - m_first);
    m_first = first;
    m_next = std::max(m_next, first);
    m_bytes = bytes;
    if (gone > 0)
        endRemoveRows();
}

// Looks at the frames up to `end` and shows those the filter lets through.
void FrameModel::showMore(Number end)
{
    std::vector<Number> more;
    for (; m_next < end; ++m_next) {
        if (accepts(frame(m_next)))
            more.push_back(m_next);
    }
    if (more.empty())
        return;
    const int at = static_cast<int>(m_shown.size());
    beginInsertRows({}, at, at + static_cast<int>(more.size()) - 1);
    m_shown.insert(m_shown.end(), more.begin(), more.end());
    endInsertRows();
}

void FrameModel::filterMore()
{
    const Number all = m_first + m_all.size();
    Number end = m_next;
    qint64 bytes = 0;
    while (end < all && end - m_next < sliceFrames && bytes < sliceBytes)
        bytes += frame(end++).payload.size();
    showMore(end);
    if (m_next == all)
        m_filtering.stop();
    emit countsChanged();
}

void FrameModel::setFilter(const FrameFilter& filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    m_shown.clear();
    m_next = m_first;
    endResetModel();
    m_filtering.start();
    filterMore();
}

void FrameModel::clear()
{
    beginResetModel();
    m_first += m_all.size();
    m_next = m_first;
    m_all.clear();
    m_shown.clear();
    m_bytes = 0;
    m_dropped = 0;
    endResetModel();
    m_filtering.stop();
    emit countsChanged();
}

const Frame* FrameModel::frameAt(const QModelIndex& index) const
{
    return index.isValid() && index.row() < rowCount() ? &frame(m_shown[static_cast<std::size_t>(index.row())])
                                                       : nullptr;
}

int FrameModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int FrameModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FrameModel::data(const QModelIndex& index, int role) const
{
    const Frame* shown = frameAt(index);
    if (!shown)
        return {};
    if (role == Qt::TextAlignmentRole)
        return index.column() == Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return tr("%1 %2: %3")
            .arg(directionWord(*shown), console::frameKindName(shown->kind), frameSummary(*shown))
            .trimmed();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Kind:
        return arrow(*shown) + console::frameKindName(shown->kind) +
               (shown->isAutomatic ? QStringLiteral(" ↺") : QString());
    case Time:
        return QDateTime::fromMSecsSinceEpoch(shown->time).toString(QStringLiteral("HH:mm:ss.zzz"));
    case Size:
        return isMessage(*shown) ? sizeText(shown->payload.size()) : QString();
    case Text:
        return frameSummary(*shown);
    default:
        return {};
    }
}

QVariant FrameModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    static const char* const names[] = {QT_TR_NOOP("Kind"), QT_TR_NOOP("Time"), QT_TR_NOOP("Size"),
                                        QT_TR_NOOP("Message")};
    return tr(names[section]);
}

} // namespace gw::ui
