// A combo box for types; everything else is a line.
#include "ui/design/schema_delegate.h"

#include "core/api/model_tree.h"
#include "ui/models/schema_tree_model.h"

#include <QComboBox>

namespace gw::ui {

namespace {

constexpr int rowHeight = 28;

}

SchemaDelegate::SchemaDelegate(const Theme& theme, std::function<QStringList()> models, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_models(std::move(models))
{
}

QWidget* SchemaDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                      const QModelIndex& index) const
{
    if (index.column() != SchemaTreeModel::TypeColumn)
        return QStyledItemDelegate::createEditor(parent, option, index);
    auto* box = new QComboBox(parent);
    for (const std::string_view type : modelTypes)
        box->addItem(QString::fromUtf8(type.data(), static_cast<qsizetype>(type.size())));
    box->addItem(SchemaTreeModel::tr("any"));
    const QStringList models = m_models();
    if (!models.isEmpty())
        box->insertSeparator(box->count());
    for (const QString& model : models)
        box->addItem(SchemaTreeModel::referenceMark + model);
    connect(box, &QComboBox::activated, this, [this, box] {
        emit const_cast<SchemaDelegate*>(this)->commitData(box);
        emit const_cast<SchemaDelegate*>(this)->closeEditor(box);
    });
    return box;
}

void SchemaDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    if (auto* box = qobject_cast<QComboBox*>(editor))
        box->setCurrentText(index.data(Qt::EditRole).toString());
    else
        QStyledItemDelegate::setEditorData(editor, index);
}

void SchemaDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (const auto* box = qobject_cast<QComboBox*>(editor))
        model->setData(index, box->currentText());
    else
        QStyledItemDelegate::setModelData(editor, model, index);
}

void SchemaDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() == SchemaTreeModel::NameColumn || index.column() == SchemaTreeModel::RulesColumn)
        option->font = m_theme.monospace(fontSize::secondary);
}

QSize SchemaDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), rowHeight};
}

} // namespace gw::ui
