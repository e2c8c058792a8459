// Nodes by path; a new listing is merged in.
#include "ui/console/request_tree_model.h"

#include <algorithm>

namespace gw::ui {

struct RequestTreeModel::Node
{
    QString name;
    QString path;
    bool isFolder = true;
    QString method;
    Node* parent = nullptr;
    std::vector<std::unique_ptr<Node>> children;

    [[nodiscard]] int row() const
    {
        const auto& siblings = parent->children;
        const auto it = std::find_if(siblings.begin(), siblings.end(),
                                     [this](const auto& sibling) { return sibling.get() == this; });
        return static_cast<int>(it - siblings.begin());
    }

    [[nodiscard]] bool is(const console::RequestEntry& entry) const
    {
        return path == entry.path && isFolder == entry.isFolder;
    }
};

RequestTreeModel::RequestTreeModel(QObject* parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>()) {}

RequestTreeModel::~RequestTreeModel() = default;

void RequestTreeModel::setEntries(const std::vector<console::RequestEntry>& entries)
{
    update(*m_root, entries);
}

void RequestTreeModel::removeGone(Node& parent, const std::vector<console::RequestEntry>& entries)
{
    for (int row = static_cast<int>(parent.children.size()) - 1; row >= 0; --row) {
        const Node& child = *parent.children[static_cast<std::size_t>(row)];
        const bool stays =
            std::any_of(entries.begin(), entries.end(), [&](const auto& entry) { return child.is(entry); });
        if (stays)
            continue;
        beginRemoveRows(indexOf(&parent), row, row);
        parent.children.erase(parent.children.begin() + row);
        endRemoveRows();
    }
}

// Both lists are sorted alike, so after removing what is gone the rest is a matter of filling gaps.
void RequestTreeModel::update(Node& parent, const std::vector<console::RequestEntry>& entries)
{
    removeGone(parent, entries);
    for (std::size_t row = 0; row < entries.size(); ++row) {
        const console::RequestEntry& entry = entries[row];
        if (row >= parent.children.size() || !parent.children[row]->is(entry)) {
            auto node = std::make_unique<Node>();
            node->name = entry.name;
            node->path = entry.path;
            node->isFolder = entry.isFolder;
            node->method = entry.method;
            node->parent = &parent;
            beginInsertRows(indexOf(&parent), static_cast<int>(row), static_cast<int>(row));
            parent.children.insert(parent.children.begin() + static_cast<std::ptrdiff_t>(row), std::move(node));
            endInsertRows();
        } else if (parent.children[row]->method != entry.method) {
            parent.children[row]->method = entry.method;
            const QModelIndex changed = indexOf(parent.children[row].get());
            emit dataChanged(changed, changed);
        }
        update(*parent.children[row], entry.children);
    }
    // Names that only differ in letter case can change places; what is left over stands twice.
    while (parent.children.size() > entries.size()) {
        const int last = static_cast<int>(parent.children.size()) - 1;
        beginRemoveRows(indexOf(&parent), last, last);
        parent.children.pop_back();
        endRemoveRows();
    }
}

RequestTreeModel::Node* RequestTreeModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

QModelIndex RequestTreeModel::indexOf(const Node* node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row(), 0, const_cast<Node*>(node));
}

QModelIndex RequestTreeModel::indexOf(const QString& path) const
{
    const Node* node = m_root.get();
    while (true) {
        const auto it = std::find_if(node->children.begin(), node->children.end(), [&](const auto& child) {
            return child->path == path || (child->isFolder && path.startsWith(child->path + u'/'));
        });
        if (it == node->children.end())
            return {};
        node = it->get();
        if (node->path == path)
            return indexOf(node);
    }
}

QModelIndex RequestTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    const Node* node = nodeOf(parent);
    if (column != 0 || row < 0 || row >= static_cast<int>(node->children.size()))
        return {};
    return createIndex(row, 0, node->children[static_cast<std::size_t>(row)].get());
}

QModelIndex RequestTreeModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOf(nodeOf(index)->parent) : QModelIndex();
}

int RequestTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int RequestTreeModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant RequestTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Node& node = *nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return node.name;
    case Qt::ToolTipRole:
        return node.isFolder ? node.path : tr("%1 %2").arg(node.method, node.path);
    case Qt::AccessibleTextRole:
        return node.isFolder ? tr("Folder %1").arg(node.name) : tr("%1, %2").arg(node.name, node.method);
    case PathRole:
        return node.path;
    case MethodRole:
        return node.method;
    case IsFolderRole:
        return node.isFolder;
    default:
        return {};
    }
}

bool RequestTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || value.toString() == nodeOf(index)->name)
        return false;
    // A copy: the answer to the signal is a new listing, which may remove this node.
    const QString path = nodeOf(index)->path;
    emit renameRequested(path, value.toString());
    return false; // the listing that follows brings the new name
}

Qt::ItemFlags RequestTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable;
}

} // namespace gw::ui
