// HistoryModel: what was sent lately as a list, newest first.
#pragma once

#include "core/console/history.h"

#include <QAbstractListModel>

namespace gw::ui {

class HistoryModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { MethodRole = Qt::UserRole + 1, StatusRole, TimeRole };

    explicit HistoryModel(QObject* parent = nullptr);

    void setFile(const QString& file); // loads it; empty: this session only
    void add(const console::HistoryEntry& entry);
    void clear();
    [[nodiscard]] const console::HistoryEntry* entryAt(const QModelIndex& index) const;
    [[nodiscard]] const QString& error() const { return m_error; } // of the last load or save

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void save();

    console::History m_history;
    QString m_error;
};

} // namespace gw::ui
