"""The browser shell: the same core on a static page, with Python in a worker and the diary in IndexedDB."""
