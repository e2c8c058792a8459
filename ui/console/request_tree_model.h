// RequestTreeModel: the saved requests as a tree. Takes new listings of the folder and changes only what differs, so
// selection and open folders survive.
#pragma once

#include "core/console/request_store.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace gw::ui {

class RequestTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role { PathRole = Qt::UserRole + 1, MethodRole, IsFolderRole };

    explicit RequestTreeModel(QObject* parent = nullptr);
    ~RequestTreeModel() override;

    void setEntries(const std::vector<console::RequestEntry>& entries);
    [[nodiscard]] QModelIndex indexOf(const QString& path) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void renameRequested(const QString& path, const QString& newName);

private:
    struct Node;
    [[nodiscard]] Node* nodeOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const Node* node) const;
    void update(Node& parent, const std::vector<console::RequestEntry>& entries);
    void removeGone(Node& parent, const std::vector<console::RequestEntry>& entries);

    std::unique_ptr<Node> m_root;
};

} // namespace gw::ui
