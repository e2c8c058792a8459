// The table field: QTableView over FieldTableModel, with combo boxes for choices.
#include "ui/design/table_editor.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int mostRows = 9; // then it scrolls

class CellDelegate final : public QStyledItemDelegate
{
public:
    CellDelegate(const Theme& theme, FieldTableModel* model, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_model(model)
    {
    }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const TableColumn& column = columnOf(index);
        if (column.kind == TableColumn::Kind::Choice) {
            auto* box = new QComboBox(parent);
            box->addItems(column.choices);
            connect(box, &QComboBox::activated, this, [this, box] {
                emit const_cast<CellDelegate*>(this)->commitData(box);
                emit const_cast<CellDelegate*>(this)->closeEditor(box);
            });
            return box;
        }
        QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
        auto* line = qobject_cast<QLineEdit*>(editor);
        if (line && !column.choices.isEmpty()) {
            auto* completer = new QCompleter(column.choices, line);
            completer->setFilterMode(Qt::MatchContains);
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            completer->setMaxVisibleItems(mostRows);
            line->setCompleter(completer);
        }
        return editor;
    }

    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        if (auto* box = qobject_cast<QComboBox*>(editor))
            box->setCurrentText(index.data(Qt::EditRole).toString());
        else
            QStyledItemDelegate::setEditorData(editor, index);
    }

    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override
    {
        if (const auto* box = qobject_cast<QComboBox*>(editor))
            model->setData(index, box->currentText());
        else
            QStyledItemDelegate::setModelData(editor, model, index);
    }

    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (columnOf(index).kind == TableColumn::Kind::Code)
            option->font = m_theme.monospace(fontSize::secondary);
        option->textElideMode = Qt::ElideMiddle;
        if (!index.data(FieldTableModel::problemRole).toString().isEmpty())
            for (const auto group : {QPalette::Active, QPalette::Inactive})
                for (const auto role : {QPalette::Text, QPalette::HighlightedText})
                    option->palette.setColor(group, role, m_theme.color(Color::Danger));
    }

private:
    [[nodiscard]] const TableColumn& columnOf(const QModelIndex& index) const
    {
        return m_model->columns()[static_cast<std::size_t>(index.column())];
    }

    const Theme& m_theme;
    FieldTableModel* m_model;
};

} // namespace

TableEditor::TableEditor(const Theme& theme, const QString& label, const QString& thing, const QString& whenEmpty,
                         std::vector<TableColumn> columns, QWidget* parent)
    : Field(theme, label, parent), m_model(new FieldTableModel(std::move(columns), this)), m_view(new QTableView),
      m_empty(new ToneLabel(theme, tone::muted, whenEmpty)), m_problems(new ToneLabel(theme, tone::error))
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::xs);
    setUpRowTable(*m_view, m_model, label);
    m_view->setItemDelegate(new CellDelegate(theme, m_model, m_view));
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->installEventFilter(this);
    column->addWidget(m_view);
    m_empty->setWordWrap(true);
    column->addWidget(m_empty);
    m_problems->setWordWrap(true);
    m_problems->hide();
    column->addWidget(m_problems);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(spacing::xs);
    auto* add = flatButton(theme, QStringLiteral("plus"), tr("Add %1").arg(thing), box);
    m_remove = flatButton(theme, QStringLiteral("trash"), tr("Remove"), box);
    m_remove->setAccessibleName(tr("Remove %1").arg(thing));
    buttons->addWidget(add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    column->addLayout(buttons);
    setControl(box);
    setFocusTarget(m_view);

    connect(add, &QToolButton::clicked, this, &TableEditor::addRow);
    connect(m_remove, &QToolButton::clicked, this, &TableEditor::removeCurrent);
    connect(m_model, &FieldTableModel::cellEdited, this, [this](int row, int col, const QString& value) {
        showError(m_edits.set ? m_edits.set(row, col, value) : QString());
    });
    // Adding brings new rows while the view still closes its editor: after that.
    connect(
        m_model, &FieldTableModel::rowAdded, this,
        [this](const QStringList& values) { showError(m_edits.add ? m_edits.add(values) : QString()); },
        Qt::QueuedConnection);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, &TableEditor::fitHeight);
    fitColumns();
    fitHeight();
}

void TableEditor::setRows(const std::vector<QStringList>& rows)
{
    m_model->setRows(rows);
    fitHeight();
    tellProblems();
}

void TableEditor::setCheck(CellCheck check)
{
    m_model->setCheck(std::move(check));
    tellProblems();
}

void TableEditor::tellProblems()
{
    const QStringList problems = m_model->problems();
    m_problems->setText(problems.join(QLatin1Char('\n')));
    m_problems->setVisible(!problems.isEmpty());
}

void TableEditor::addRow()
{
    const QModelIndex cell = m_model->beginDraft(m_newRow);
    m_view->setCurrentIndex(cell);
    m_view->setFocus();
    m_view->edit(cell);
}

void TableEditor::removeCurrent()
{
    const int row = m_view->currentIndex().row();
    if (row < 0)
        return;
    if (m_model->isDraft(row))
        m_model->dropDraft();
    else if (m_edits.remove)
        showError(m_edits.remove(row));
}

void TableEditor::fitHeight()
{
    const int rows = m_model->rowCount();
    m_view->setVisible(rows > 0);
    m_empty->setVisible(rows == 0 && !m_empty->text().isEmpty());
    m_remove->setVisible(rows > 0);
    const int header = std::max(m_view->horizontalHeader()->sizeHint().height(), tableRowHeight);
    m_view->setFixedHeight(header + std::min(rows, mostRows) * tableRowHeight + 2 * m_view->frameWidth());
}

void TableEditor::fitColumns()
{
    QHeaderView* header = m_view->horizontalHeader();
    const auto& columns = m_model->columns();
    for (int i = 0; i < static_cast<int>(columns.size()); ++i)
        header->setSectionResizeMode(
            i, columns[static_cast<std::size_t>(i)].stretch > 0 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
}

bool TableEditor::eventFilter(QObject* watched, QEvent* event)
{
    // A key the cell's editor let through is not meant for the table.
    if (watched == m_view && event->type() == QEvent::KeyPress && m_view->hasFocus()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
            removeCurrent();
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (m_view->currentIndex().flags().testFlag(Qt::ItemIsEditable))
                m_view->edit(m_view->currentIndex());
            return true;
        }
    }
    return Field::eventFilter(watched, event);
}

} // namespace gw::ui
