// UrlLine: the URL with its variables in colour, completing from the routes of the design.
#pragma once

#include "core/console/request_from_design.h"
#include "ui/theme/theme.h"

#include <QLineEdit>

#include <functional>
#include <vector>

class QCompleter;
class QStandardItemModel;

namespace gw::ui {

class ConsoleVariables;

class UrlLine final : public QLineEdit
{
    Q_OBJECT

public:
    UrlLine(const Theme& theme, const ConsoleVariables& variables, QWidget* parent = nullptr);

    void setOffers(std::vector<console::RouteOffer> offers);

signals:
    void offerTaken(const gw::console::RouteOffer& offer); // from the completion

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void colourVariables();
    void offerCompletions();
    void show(std::vector<console::RouteOffer> offers);
    [[nodiscard]] std::vector<console::RouteOffer> matching(const QString& typed) const;

    const Theme& m_theme;
    const ConsoleVariables& m_variables;
    std::vector<console::RouteOffer> m_offers;
    std::vector<console::RouteOffer> m_shown;
    QStandardItemModel* m_model;
    QCompleter* m_completer;
};

} // namespace gw::ui
