// ConversionReportModel: the report of "Create an HTTP API from this" as rows: what cannot be carried first, then what
// changes, then what is carried over.
#pragma once

#include "core/edit/rest_to_http.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

namespace gw::ui {

class ConversionReportModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Outcome, Where, What, ColumnCount };

    explicit ConversionReportModel(const Theme& theme, QObject* parent = nullptr);
    void setReport(const ConversionReport& report);
    void setShownCarried(bool shown); // rows of what is carried over as it is
    [[nodiscard]] const ConversionNote* at(int row) const;
    [[nodiscard]] QString summary() const; // "12 carried over, 3 changed, 2 cannot be carried"
    [[nodiscard]] QString asText() const;  // for the clipboard

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void choose();

    const Theme& m_theme;
    ConversionReport m_report;
    bool m_showsCarried = true;
    std::vector<ConversionNote> m_rows;
};

} // namespace gw::ui
