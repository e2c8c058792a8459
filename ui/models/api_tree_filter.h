// ApiTreeFilter: narrows the API tree to rows that hold every word typed, with their parents.
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace gw::ui {

class ApiTreeFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit ApiTreeFilter(QObject* parent = nullptr);

    void setText(const QString& text); // resets the model where the words are others
    [[nodiscard]] bool isActive() const { return !m_words.isEmpty(); }
    // The first row that holds every word itself, from the top; not valid where no filter is set or nothing is found.
    [[nodiscard]] QModelIndex firstFound() const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    [[nodiscard]] bool holdsEveryWord(const QModelIndex& source) const;
    [[nodiscard]] QModelIndex firstFoundBelow(const QModelIndex& parent) const;

    QStringList m_words;
};

} // namespace gw::ui
