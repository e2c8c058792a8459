// The view and its cells.
#include "ui/console/field_table.h"

#include "ui/console/console_variables.h"
#include "ui/console/variable_text.h"

#include <QCompleter>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

namespace gw::ui {

namespace {

constexpr int rowPixels = 28;
constexpr int checkColumnWidth = 36;

} // namespace

// Paints cells with variables in colour, placeholders in the empty row and switched off rows pale.
class FieldTable::CellDelegate final : public QStyledItemDelegate
{
public:
    CellDelegate(const Theme& theme, const ConsoleVariables& variables, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_variables(variables)
    {
    }

    QStringList nameOffers;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, shifted(option, index), index);
        if (index.column() == FieldModel::Enabled)
            return;
        const auto* model = static_cast<const FieldModel*>(index.model());
        const bool isEmptyRow = model->isEmptyRow(index.row());
        const bool enabled =
            isEmptyRow || index.siblingAtColumn(FieldModel::Enabled).data(Qt::CheckStateRole).toInt() == Qt::Checked;
        const QString text = isEmptyRow ? placeholder(index) : index.data().toString();
        QTextLayout layout(text, isEmptyRow ? m_theme.text() : m_theme.monospace());
        layout.setFormats(enabled && !isEmptyRow ? variableFormats(text, m_variables.scope(), m_theme)
                                                 : QList<QTextLayout::FormatRange>{});
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(1e6);
        layout.endLayout();
        const QRect room = option.rect.adjusted(spacing::m, 0, -spacing::xs, 0);
        painter->save();
        painter->setClipRect(room);
        painter->setPen(m_theme.color(isEmptyRow || !enabled ? Color::TextSubtle : Color::Text));
        layout.draw(painter, QPointF(room.left(), room.top() + (room.height() - line.height()) / 2));
        painter->restore();
    }

    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() != FieldModel::Enabled)
            option->text.clear(); // painted above
    }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        auto* edit = new QLineEdit(parent);
        edit->setFrame(false);
        edit->setFont(m_theme.monospace());
        edit->setMaxLength(64 << 10);
        edit->setPlaceholderText(placeholder(index));
        edit->setAccessibleName(placeholder(index));
        if (index.column() == FieldModel::Name && !nameOffers.isEmpty()) {
            auto* completer = new QCompleter(nameOffers, edit);
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            edit->setCompleter(completer);
        }
        return edit;
    }

    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override
    {
        return QStyledItemDelegate::editorEvent(event, model, shifted(option, index), index);
    }

    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        editor->setGeometry(option.rect);
    }

private:
    // Checks stand in line with the page's other content, not at its very edge.
    static QStyleOptionViewItem shifted(const QStyleOptionViewItem& option, const QModelIndex& index)
    {
        QStyleOptionViewItem moved = option;
        if (index.column() == FieldModel::Enabled)
            moved.rect.setLeft(moved.rect.left() + spacing::m);
        return moved;
    }

    static QString placeholder(const QModelIndex& index)
    {
        return index.column() == FieldModel::Name ? FieldTable::tr("Name") : FieldTable::tr("Value");
    }

    const Theme& m_theme;
    const ConsoleVariables& m_variables;
};

FieldTable::FieldTable(const Theme& theme, const ConsoleVariables& variables, const QString& accessibleName,
                       QWidget* parent)
    : QTableView(parent), m_variables(variables), m_model(new FieldModel(this)),
      m_cells(new CellDelegate(theme, variables, this))
{
    setModel(m_model);
    setItemDelegate(m_cells);
    setAccessibleName(accessibleName);
    setFrameShape(NoFrame);
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectItems);
    setEditTriggers(CurrentChanged | SelectedClicked | DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(rowPixels);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setMinimumSectionSize(checkColumnWidth);
    horizontalHeader()->setSectionResizeMode(FieldModel::Enabled, QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(FieldModel::Value, QHeaderView::Stretch);
    setColumnWidth(FieldModel::Enabled, checkColumnWidth);
    setColumnWidth(FieldModel::Name, 220);
    connect(&variables, &ConsoleVariables::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void FieldTable::setNameOffers(const QStringList& names)
{
    m_cells->nameOffers = names;
}

void FieldTable::removeCurrent()
{
    if (currentIndex().isValid())
        m_model->removeField(currentIndex().row());
}

bool FieldTable::event(QEvent* event)
{
    // Del means this row here, whatever the window uses it for.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Delete)) {
        event->accept();
        return true;
    }
    return QTableView::event(event);
}

void FieldTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Delete))
        return removeCurrent();
    if (event->key() == Qt::Key_Space && currentIndex().isValid()) {
        const QModelIndex check = currentIndex().siblingAtColumn(FieldModel::Enabled);
        const bool isOn = check.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        m_model->setData(check, isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        return;
    }
    QTableView::keyPressEvent(event);
}

bool FieldTable::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QTableView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QModelIndex index = indexAt(help->pos());
    const QString text = index.data().toString();
    QStringList tips;
    for (const console::VariableSpan& span : console::variableSpans(text))
        tips.append(variableToolTip(text, static_cast<int>(span.start), m_variables.scope()));
    if (tips.isEmpty() && fontMetrics().horizontalAdvance(text) > columnWidth(index.column()))
        tips.append(text);
    QToolTip::showText(help->globalPos(), tips.join(u'\n'), this);
    return true;
}

void FieldTable::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex index = indexAt(event->pos());
    if (!index.isValid() || m_model->isEmptyRow(index.row()))
        return;
    QMenu menu(this);
    QAction* remove = menu.addAction(tr("Delete Row"));
    remove->setShortcut(QKeySequence::Delete);
    if (menu.exec(event->globalPos()) == remove)
        m_model->removeField(index.row());
}

QStringList usualHeaderNames()
{
    return {QStringLiteral("Accept"),          QStringLiteral("Accept-Encoding"),
            QStringLiteral("Accept-Language"), QStringLiteral("Authorization"),
            QStringLiteral("Cache-Control"),   QStringLiteral("Content-Type"),
            QStringLiteral("Cookie"),          QStringLiteral("Host"),
            QStringLiteral("If-Match"),        QStringLiteral("If-Modified-Since"),
            QStringLiteral("If-None-Match"),   QStringLiteral("Origin"),
            QStringLiteral("Prefer"),          QStringLiteral("Range"),
            QStringLiteral("Referer"),         QStringLiteral("User-Agent"),
            QStringLiteral("X-Amz-Date"),      QStringLiteral("X-Amz-Security-Token"),
            QStringLiteral("X-Api-Key"),       QStringLiteral("X-Forwarded-For"),
            QStringLiteral("X-Request-Id")};
}

} // namespace gw::ui
