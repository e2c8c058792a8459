// ApiTreeModel: the tree of the design page. A new snapshot is merged by exact row operations, so selection, expansion
// and scroll position survive every edit. Changes people make in the view leave as signals.
#pragma once

#include "ui/models/api_tree.h"

#include <QAbstractItemModel>

#include <memory>
#include <unordered_set>

namespace gw::ui {

class ApiTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role { ItemRole = Qt::UserRole + 1, SearchRole };

    explicit ApiTreeModel(QObject* parent = nullptr);
    ~ApiTreeModel() override;

    // Whether what stands behind the APIs is shown below them: a lone file has nothing of it.
    enum class Sections { Hidden, Shown };
    void setProject(std::shared_ptr<const Project> project, Sections sections = Sections::Hidden); // null: empty

    [[nodiscard]] TreeItem itemAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const NodeRef& node) const; // invalid when the tree has no such element
    [[nodiscard]] QModelIndex indexOfSection(TreeKind kind) const;
    // The group of all without a name.
    [[nodiscard]] QModelIndex indexOfAuthorizer(ApiId api, const QString& name) const;
    [[nodiscard]] QModelIndex indexOfPath(ApiId api, const QString& path) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                         const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

signals:
    void renameRequested(const gw::ui::TreeItem& item, const QString& name);
    void moveRequested(const gw::ui::TreeItem& item, const QString& newParentPath);

private:
    [[nodiscard]] TreeNode* nodeAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexFor(const TreeNode* node) const;
    void merge(TreeNode& parent, TreeNodes wanted);
    void removeAllBut(TreeNode& parent, const std::vector<TreeNode*>& kept);
    void bringTo(TreeNode& parent, TreeNode* node, int row);
    void adopt(TreeNode& node, TreeNode& wanted);

    std::unique_ptr<TreeNode> m_root;
    std::shared_ptr<const Project> m_project;
    std::unordered_set<ApiId> m_unchanged; // while merging: APIs whose rows stay as they are
};

} // namespace gw::ui
