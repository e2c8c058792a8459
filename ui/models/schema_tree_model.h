// SchemaTreeModel: a model (JSON Schema) as rows: the properties with type, required, description and rules. It shows
// what it is given and tells what people change; rows are named by their place in the schema, a JSON pointer.
#pragma once

#include "core/api/model_tree.h"

#include <QAbstractItemModel>
#include <QStringList>

#include <memory>

namespace gw::ui {

class SchemaTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, TypeColumn, RequiredColumn, DescriptionColumn, RulesColumn, columns };

    explicit SchemaTreeModel(QObject* parent = nullptr);
    ~SchemaTreeModel() override;

    // `name`: of the model, shown in the first row. Rows that stay keep their indexes.
    void setSchema(const QString& name, const json::Value& schema);
    [[nodiscard]] const ModelNode* node(const QModelIndex& index) const; // its children are not filled in
    [[nodiscard]] QString pointer(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex find(const QString& pointer) const;
    [[nodiscard]] static bool isProperty(const ModelNode& node);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    // Properties are moved among their siblings by dragging.
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                         const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }

signals:
    void edited(const QString& pointer, int column, const QString& value); // Required: "true" or "false"
    void moved(const QString& pointer, int position);

private:
    struct Row;
    [[nodiscard]] Row* rowOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const Row& row, int column = 0) const;
    void merge(Row& row, const ModelNode& node);
    void mergeChildren(Row& row, const ModelNode& node);

    std::unique_ptr<Row> m_root; // null before the first schema
    QString m_name;
};

// "string", "array of Pet", "any": what the Type column shows; a reference as "→ Pet".
[[nodiscard]] QString typeText(const ModelNode& node);
// "email, 3 … 10, one of 2": what the other keywords ask.
[[nodiscard]] QString rulesText(const ModelNode& node);

} // namespace gw::ui
