// Rows of 28 px; badges and pills through the shared paint functions.
#include "ui/inspector/trace_table.h"

#include "ui/widgets/badges.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace gw::ui {

namespace {

constexpr int rowPixels = 28;
constexpr int pillWidth = 44;
constexpr int pillHeight = 20;

// Rows are chosen whole, so no single cell shows the focus.
void withoutCellFocus(QStyleOptionViewItem& option)
{
    option.state &= ~QStyle::State_HasFocus;
}

class RowDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        withoutCellFocus(*option);
    }
};

class BadgeDelegate final : public QStyledItemDelegate
{
public:
    BadgeDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->text.clear(); // painted below
        withoutCellFocus(*option);
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const bool isMethod = index.column() == TraceListModel::Method;
        const QSize size = isMethod ? methodBadgeSize() : QSize(pillWidth, pillHeight);
        const QRect rect(option.rect.left() + spacing::m, option.rect.center().y() - size.height() / 2 + 1,
                         size.width(), size.height());
        const QString text = index.data(Qt::DisplayRole).toString();
        painter->save();
        if (isMethod)
            paintMethodBadge(*painter, m_theme, rect, text);
        else
            paintStatusPill(*painter, m_theme, rect, index.data(TraceListModel::StatusRole).toInt(), text);
        painter->restore();
    }

private:
    const Theme& m_theme;
};

// A path loses its middle, never its ends.
class PathDelegate final : public QStyledItemDelegate
{
public:
    PathDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        withoutCellFocus(*option);
        option->textElideMode = Qt::ElideMiddle;
        option->font = m_theme.monospace(fontSize::secondary);
    }

private:
    const Theme& m_theme;
};

} // namespace

TraceTable::TraceTable(TraceListModel& model, const Theme& theme, QWidget* parent) : QTableView(parent), m_traces(model)
{
    setModel(&model);
    setAccessibleName(tr("Requests"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(rowPixels);
    setItemDelegate(new RowDelegate(this));
    auto* badges = new BadgeDelegate(theme, this);
    setItemDelegateForColumn(TraceListModel::Method, badges);
    setItemDelegateForColumn(TraceListModel::Status, badges);
    setItemDelegateForColumn(TraceListModel::Path, new PathDelegate(theme, this));

    QHeaderView* header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(TraceListModel::Path, QHeaderView::Stretch);
    // Widths that hold their widest content in the fonts at hand, at any scale.
    const QFontMetrics text(theme.text());
    const auto wide = [&](const char* sample) {
        return text.horizontalAdvance(QLatin1String(sample)) + 2 * spacing::m;
    };
    setColumnWidth(TraceListModel::Time, wide("00-00 00:00"));
    setColumnWidth(TraceListModel::Method, methodBadgeSize().width() + 2 * spacing::m);
    setColumnWidth(TraceListModel::Status, pillWidth + 2 * spacing::m);
    setColumnWidth(TraceListModel::Duration, wide("Duration"));
    setColumnWidth(TraceListModel::Size, wide("000 MB"));
    setColumnWidth(TraceListModel::Api, wide("petstore / prod"));
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&model, &TraceListModel::storedRowsAboutToGo, this, &TraceTable::letGoOfStored);
}

// Without a current row the view does not choose another when it goes.
void TraceTable::letGoOfStored()
{
    if (const std::int64_t row = m_traces.storedRow(currentIndex())) {
        setCurrentIndex({});
        m_awaited = row;
    }
}

void TraceTable::rowsInserted(const QModelIndex& parent, int first, int last)
{
    QTableView::rowsInserted(parent, first, last);
    if (const QModelIndex again = m_awaited ? m_traces.indexOfStored(m_awaited) : QModelIndex(); again.isValid())
        setCurrentIndex(again);
}

// The path needs room most: API and stage, then the size, then the time are shown where there is enough.
void TraceTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    const int base = fontMetrics().averageCharWidth();
    setColumnHidden(TraceListModel::Api, width() < 84 * base);
    setColumnHidden(TraceListModel::Size, width() < 58 * base);
    setColumnHidden(TraceListModel::Time, width() < 50 * base);
}

void TraceTable::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space)
        return emit pauseRequested();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return emit openRequested();
    QTableView::keyPressEvent(event);
}

void TraceTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid())
        m_awaited = 0;
    // A view that gets the focus makes its first row the current one without selecting it, yet it is what is shown.
    if (current.isValid() && !selectionModel()->isRowSelected(current.row()))
        selectionModel()->select(current, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (current.isValid() && current.row() != previous.row())
        emit traceChosen(current);
}

} // namespace gw::ui
