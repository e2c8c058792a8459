// Spans as bars.
#include "ui/inspector/timeline_view.h"

#include "ui/models/quantity_text.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int rowPixels = 28;
constexpr int barHeight = 10;
constexpr int minBarWidth = 2; // a step of a microsecond still shows

class BarDelegate final : public QStyledItemDelegate
{
public:
    BarDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index); // background and focus
        const QRectF room = QRectF(option.rect).adjusted(spacing::m, 0, -spacing::m, 0);
        const double start = index.data(TimelineModel::StartFraction).toDouble();
        const double length = index.data(TimelineModel::LengthFraction).toDouble();
        const double width = std::max<double>(minBarWidth, room.width() * length);
        const double left = std::min(room.left() + room.width() * start, room.right() - width);
        const bool failed = index.data(TimelineModel::FailedRole).toBool();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(Color::NeutralMuted));
        painter->drawRoundedRect(QRectF(room.left(), room.center().y() - 1, room.width(), 2), 1, 1);
        painter->setBrush(m_theme.color(failed ? Color::Danger : Color::Accent));
        painter->drawRoundedRect(QRectF(left, room.center().y() - barHeight / 2.0, width, barHeight), 2, 2);
        painter->restore();
    }

private:
    const Theme& m_theme;
};

double fraction(std::chrono::nanoseconds part, std::chrono::nanoseconds whole)
{
    return whole.count() <= 0
               ? 0.0
               : std::clamp(static_cast<double>(part.count()) / static_cast<double>(whole.count()), 0.0, 1.0);
}

} // namespace

void TimelineModel::setTrace(engine::TracePtr trace)
{
    beginResetModel(); // another request: no row of the old one goes on
    m_trace = std::move(trace);
    endResetModel();
}

int TimelineModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_trace ? 0 : static_cast<int>(m_trace->spans.size());
}

int TimelineModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TimelineModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !m_trace)
        return {};
    const engine::Span& span = m_trace->spans[static_cast<std::size_t>(index.row())];
    const QString took = durationText(span.duration);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Step)
            return QString::fromLatin1(span.stage);
        if (index.column() == CardColumn)
            return QString::fromLatin1(engine::cardName(span.card));
        return index.column() == Took ? QVariant(took) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (index.column() == Took ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("%1 began after %2 and took %3").arg(QString::fromLatin1(span.stage), durationText(span.start), took);
    case StartFraction:
        return fraction(span.start, m_trace->duration);
    case LengthFraction:
        return fraction(span.duration, m_trace->duration);
    case FailedRole:
        return span.failed;
    default:
        return {};
    }
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (section == Took ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    if (section == Step)
        return tr("Step");
    if (section == CardColumn)
        return tr("Card");
    if (section == Took)
        return tr("Took");
    return m_trace ? tr("0 to %1").arg(durationText(m_trace->duration)) : QString();
}

TimelineView::TimelineView(const Theme& theme, QWidget* parent) : QTableView(parent), m_model(new TimelineModel(this))
{
    setModel(m_model);
    setItemDelegateForColumn(TimelineModel::Bar, new BarDelegate(theme, this));
    setAccessibleName(tr("Timeline"));
    setSelectionBehavior(SelectRows);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(rowPixels);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(TimelineModel::Bar, QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void TimelineView::setTrace(engine::TracePtr trace)
{
    m_model->setTrace(std::move(trace));
}

} // namespace gw::ui
