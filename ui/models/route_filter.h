// RouteFilter: the route table's rows that hold every word of a text, sorted by what a column means.
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace gw::ui {

class RouteFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit RouteFilter(QObject* parent = nullptr);
    void setText(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
};

} // namespace gw::ui
