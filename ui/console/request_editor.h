// RequestEditor: one ConsoleRequest as a form: method, URL and Send on a line, Params, Headers and Body on tabs with
// their counts. The URL line shows the enabled params as its query; either side follows the other.
#pragma once

#include "core/console/request.h"
#include "core/console/request_from_design.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QPushButton;
class QTabWidget;

namespace gw::ui {

class BodyEditor;
class ConsoleVariables;
class FieldTable;
class UrlLine;

class RequestEditor final : public QWidget
{
    Q_OBJECT

public:
    RequestEditor(const Theme& theme, const ConsoleVariables& variables, QWidget* parent = nullptr);

    void setRequest(const console::ConsoleRequest& request); // without edited()
    [[nodiscard]] console::ConsoleRequest request() const;
    void setOffers(std::vector<console::RouteOffer> offers);
    void setFolder(const QString& folder);
    void setSending(bool isSending);
    void focusUrl();

signals:
    void edited();
    void sendRequested();
    void testRequested();
    void cancelRequested();
    void offerTaken(const gw::console::RouteOffer& offer);

private:
    QWidget* makeLine();
    void urlEdited();
    void queryEdited();
    void showUrl();
    void refreshTabs();
    void tintMethod();

    const Theme& m_theme;
    QComboBox* m_method;
    UrlLine* m_url;
    QPushButton* m_send;
    QPushButton* m_test;
    QTabWidget* m_tabs;
    FieldTable* m_query;
    FieldTable* m_headers;
    BodyEditor* m_body;
    QString m_base; // the URL without its query
    bool m_isSending = false;
};

} // namespace gw::ui
