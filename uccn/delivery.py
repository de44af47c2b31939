def RevisionETagMiddleware(get_response):
    return get_response
