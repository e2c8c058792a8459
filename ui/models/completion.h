// What an editor offers while people type: candidates for a stretch of text before the cursor, and the list model that
// shows them.
#pragma once

#include <QAbstractListModel>
#include <QString>

#include <functional>
#include <vector>

namespace gw::ui {

struct CompletionItem
{
    QString text;       // what is inserted and shown
    QString detail;     // muted, behind it
    int cursorBack = 0; // how far from the end of the inserted text the cursor goes: between brackets
    bool operator==(const CompletionItem&) const = default;
};

struct Completions
{
    std::vector<CompletionItem> items; // those that go with what is typed, best first
    int typed = 0;                     // characters before the cursor that the chosen one replaces
    bool operator==(const Completions&) const = default;
};

// What may follow `textBefore`; nothing where there is nothing to offer.
using CompletionSource = std::function<Completions(const QString& textBefore)>;

// Keeps the candidates that match what is typed: those that begin with it first, then those that hold it.
[[nodiscard]] std::vector<CompletionItem> matching(std::vector<CompletionItem> items, const QString& typed);

class CompletionModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int detailRole = Qt::UserRole + 1;

    using QAbstractListModel::QAbstractListModel;
    void setItems(std::vector<CompletionItem> items);
    [[nodiscard]] const CompletionItem& at(int row) const { return m_items[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<CompletionItem> m_items;
};

} // namespace gw::ui
