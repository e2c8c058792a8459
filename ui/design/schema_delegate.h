// SchemaDelegate: rows of the model tree: types are chosen from what JSON Schema knows and from the API's models.
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

#include <functional>

namespace gw::ui {

class SchemaDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    SchemaDelegate(const Theme& theme, std::function<QStringList()> models, QObject* parent);

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
    std::function<QStringList()> m_models;
};

} // namespace gw::ui
