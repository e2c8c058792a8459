// SavedMessages: the messages a WebSocket request keeps: a list to send from, to take into the composer, to name and to
// remove. SavedMessageModel is its table.
#pragma once

#include "core/console/websocket_request.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace gw::ui {

class SavedMessageModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Kind, Text, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setMessages(const std::vector<console::SavedMessage>& messages); // touches only rows that differ
    [[nodiscard]] const std::vector<console::SavedMessage>& messages() const { return m_messages; }
    int add(const console::SavedMessage& message); // gives its row
    void remove(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void edited(); // by the user

private:
    std::vector<console::SavedMessage> m_messages;
};

class SavedMessages final : public QWidget
{
    Q_OBJECT

public:
    explicit SavedMessages(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] SavedMessageModel& model() { return *m_model; }
    void keep(const console::Message& message); // under a name that can be typed at once
    void setCanSend(bool canSend);

signals:
    void sendRequested(const gw::console::Message& message);
    void composeRequested(const gw::console::Message& message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    [[nodiscard]] const console::SavedMessage* chosen() const;

    SavedMessageModel* m_model;
    QStackedWidget* m_pages;
    QTableView* m_table;
    QPushButton* m_send;
    QPushButton* m_compose;
    QToolButton* m_remove;
    bool m_canSend = false;
};

} // namespace gw::ui
