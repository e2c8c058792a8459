// AutoReplyTable: the rules by which messages are answered by themselves, edited in place: on or off, where to look,
// how to compare, with what, and the reply. One empty row waits at the end.
#pragma once

#include "core/console/websocket_request.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QTableView>

namespace gw::ui {

class AutoReplyModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Enabled, Path, Condition, Value, Reply, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setReplies(const std::vector<console::AutoReply>& replies); // without edited()
    [[nodiscard]] const std::vector<console::AutoReply>& replies() const { return m_replies; }
    void removeReply(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void edited(); // by the user

private:
    [[nodiscard]] bool isEmptyRow(int row) const { return row == static_cast<int>(m_replies.size()); }
    [[nodiscard]] bool change(console::AutoReply& reply, int column, const QString& text) const;

    std::vector<console::AutoReply> m_replies;
};

class AutoReplyTable final : public QTableView
{
    Q_OBJECT

public:
    explicit AutoReplyTable(const Theme& theme, QWidget* parent = nullptr);
    [[nodiscard]] AutoReplyModel& replyModel() { return *m_model; }

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    AutoReplyModel* m_model;
};

} // namespace gw::ui
